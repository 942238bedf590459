using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Rollouts;

/// <summary>What all jobs of a <see cref="PolicyReturnsKind"/> batch share.</summary>
/// <param name="Environment">By name.</param>
/// <param name="Hidden">Widths of the policy's hidden layers.</param>
/// <param name="Episodes">Episodes per job.</param>
/// <param name="Stochastic">Draw actions; off, act by the mean.</param>
public sealed record PolicyReturnsTask(
    string Environment, IReadOnlyList<int> Hidden, int Episodes, bool Stochastic = false, Activation Activation = Activation.Relu);
