using Forewarn.Learning.Reinforcement;

namespace Forewarn.Learning.InverseRl;

/// <summary>One look at the policy.</summary>
/// <param name="Learning">Learning steps before it.</param>
/// <param name="Returns">The task's own return of every evaluation episode.</param>
public sealed record IrlEvaluation(long Learning, IReadOnlyList<double> Returns)
{
    public double Mean => Returns.Average();
}
