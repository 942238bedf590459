namespace Forewarn.Learning.Imitation.Studies.Smiling;

/// <summary>Relative errors of the covariance of visited states.</summary>
/// <param name="Before">Of the policy before it learned.</param>
/// <param name="Iterates">
/// Of all states visited in the second half of learning: the mixture of the policies of that time, of which the theory of follow the
/// leader speaks.
/// </param>
/// <param name="Last">Of the policy at the end.</param>
internal sealed record OrbitOutcome(double Before, double Iterates, double Last);
