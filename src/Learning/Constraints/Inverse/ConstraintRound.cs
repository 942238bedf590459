namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>What one outer round came to.</summary>
/// <param name="Round">From 0.</param>
/// <param name="DemonstratedCost">Mean cost of a demonstration under the constraint that the learners were given.</param>
/// <param name="Limit">What an episode of theirs was allowed to cost: the above and the slack.</param>
/// <param name="LearnerCost">What it did cost, mean over tasks.</param>
/// <param name="LearnerReturn">What it earned, mean over tasks.</param>
/// <param name="FitLoss">Of the constraint that was fitted afterwards: 2 = nothing tells the sides apart, 0 = they do not overlap.</param>
/// <param name="Steps">Environment steps of the searches.</param>
public sealed record ConstraintRound(
    int Round, double DemonstratedCost, double Limit, double LearnerCost, double LearnerReturn, double FitLoss, long Steps);
