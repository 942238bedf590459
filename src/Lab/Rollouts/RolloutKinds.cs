using Forewarn.Core;
using Forewarn.Learning.Rollouts;
using Forewarn.Simulation;

namespace Forewarn.Lab.Rollouts;

/// <summary>What worker processes of this program can do.</summary>
internal static class RolloutKinds
{
    public static IReadOnlyList<IRolloutKind> All { get; } = [new PolicyReturnsKind(name => EnvironmentCatalog.Create(name))];
}
