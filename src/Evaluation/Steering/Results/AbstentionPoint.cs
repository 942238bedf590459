namespace Forewarn.Evaluation.Steering;

/// <summary>Both rates if "none" were answered from this score on.</summary>
public sealed record AbstentionPoint(double Threshold, double OnUnfit, double OnGood);
