namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Log-probabilities of one plan, sums over all its parts; null where unknown.</summary>
/// <param name="Policy">Under the policy that is diagnosed.</param>
/// <param name="Reference">Under its reference.</param>
/// <param name="Behavior">Under the policy that drew the plan.</param>
public sealed record PlanLogProbs(double? Policy = null, double? Reference = null, double? Behavior = null);
