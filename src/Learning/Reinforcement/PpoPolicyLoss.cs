namespace Forewarn.Learning.Reinforcement;

/// <summary>What one minibatch says of the policy.</summary>
/// <param name="Loss">Clipped loss less the weighted entropy.</param>
/// <param name="Divergence"><c>mean (rho - 1 - log rho)</c>: an unbiased, never negative estimate of KL(old | new).</param>
/// <param name="Clipped">Share of rows whose ratio is outside the clipping range.</param>
public readonly record struct PpoPolicyLoss(double Loss, double Divergence, double Clipped);
