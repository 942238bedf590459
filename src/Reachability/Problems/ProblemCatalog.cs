using Forewarn.Core;

namespace Forewarn.Reachability.Problems;

/// <summary>The avoid problems that are known by name.</summary>
public static class ProblemCatalog
{
    public static IReadOnlyList<ProblemKind> All { get; } =
        [DubinsDiscProblem.Kind, WallProblem.Kind, CorridorProblem.Kind, Air3dProblem.Kind];

    /// <exception cref="ForewarnException">No such kind, or settings that it does not take.</exception>
    public static AvoidProblem Of(string kind, IReadOnlyDictionary<string, double> settings) => Kind(kind).Of(settings);

    /// <exception cref="ForewarnException">No such kind.</exception>
    public static ProblemKind Kind(string name) => All.FirstOrDefault(k => k.Name == name) ?? throw ForewarnException.Of(
        "system", $"'{name}'", "one with a known name", NearestName.Advice(name, [.. All.Select(k => k.Name)]), ExitCode.Usage);
}
