namespace Forewarn.Steering;

/// <summary>What a scorer thinks of a running plan.</summary>
/// <param name="Likelihood">That the wish will be fulfilled, in 0..1.</param>
/// <param name="Text">Why, for people: a narration or a class.</param>
public sealed record PlanScore(double Likelihood, string Text);
