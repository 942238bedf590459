using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>What a plan did in simulation.</summary>
/// <param name="Failing">The failure happened before the next decision.</param>
/// <param name="Doomed">It had not happened by then, but follows whatever is done from there.</param>
/// <param name="Label">What the whole plan did.</param>
public sealed record PlanFate(bool Failing, bool Doomed, PlanLabel Label);
