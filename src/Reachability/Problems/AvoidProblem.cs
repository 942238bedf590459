using Forewarn.Reachability.Grids;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Reachability.Problems;

/// <summary>A system, what it must avoid, and all that is needed to solve and to judge the solution.</summary>
/// <param name="Kind">Name of its <see cref="ProblemKind"/>.</param>
/// <param name="Settings">All of them by name.</param>
/// <param name="Axes">The usual grid.</param>
/// <param name="Horizon">Usual one, s.</param>
/// <param name="Margin">l at a state, above 0 outside of the failure set.</param>
/// <param name="MarginName">What signatures call it.</param>
public sealed record AvoidProblem(
    string Kind, IReadOnlyDictionary<string, double> Settings, IReadOnlyList<GridAxis> Axes, double Horizon, IAffineDynamics Dynamics,
    Func<double[], double> Margin, string MarginName)
{
    /// <summary>Value at a state when that many seconds count; null without a closed form.</summary>
    public Func<double[], double, double>? Exact { get; init; }

    /// <summary>Where the closed form is compared: far enough from the edges of the usual grid that they do not matter.</summary>
    public Func<double[], bool> IsJudged { get; init; } = _ => true;

    /// <summary>Names of controls with their units, <c>[U]</c>.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>Names of disturbances with their units, <c>[W]</c>.</summary>
    public IReadOnlyList<string> Disturbances { get; init; } = [];

    /// <summary>Settings that are part of the dynamics and neither an input's bound nor the margin's.</summary>
    public IReadOnlyList<string> DynamicsSettings { get; init; } = [];

    /// <summary>What its tube depends on.</summary>
    /// <param name="period">Time between two control decisions of the body, s.</param>
    /// <param name="latency">Time from sensing to acting, s.</param>
    public DynamicsSignature Signature(double period, double latency) => new(
        Kind, [.. Axes.Select(a => a.Name)], Named(Controls, Dynamics.Controls), Named(Disturbances, Dynamics.Disturbances),
        DynamicsSettings.ToDictionary(name => name, name => Settings[name]), period, latency, MarginName);

    private static Dictionary<string, Bounds> Named(IReadOnlyList<string> names, IReadOnlyList<Bounds> bounds) =>
        names.Zip(bounds).ToDictionary(pair => pair.First, pair => pair.Second);
}
