namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>A plan that a policy draws now, unlabeled.</summary>
/// <param name="Plan">Plan numbers <c>[D]</c>.</param>
/// <param name="LogRatio"><c>ln π/π_ref</c> of the plan; null where unknown.</param>
public sealed record PlanSample(double[] Plan, double? LogRatio = null);
