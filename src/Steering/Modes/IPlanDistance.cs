using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>How far apart two plans are for the task at hand.</summary>
public interface IPlanDistance
{
    /// <returns><c>[N, N]</c>, row-major, symmetric, zero on the diagonal.</returns>
    /// <exception cref="ForewarnException">The plans lack a column that the distance reads.</exception>
    double[] Pairwise(ActionProposals proposals);
}
