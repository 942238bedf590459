using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>What the package of a policy of state vectors says besides its weights.</summary>
public sealed record StatePolicyExport
{
    /// <summary>Name of the package and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Names of the state <c>[S]</c> in the policy's order. A steering node puts it together by them: joints with their units
    /// (<c>joint1_rad</c>, <c>joint1_rad_s</c>), <c>width_m</c>, parts of the tool's pose.
    /// </summary>
    public required IReadOnlyList<string> State { get; init; }

    /// <summary>How a row of a plan is to be read; its width is the policy's A.</summary>
    public required ActionSpec Action { get; init; }

    /// <summary>What an action of -1 means in the unit of its column, <c>[A]</c>; empty for -1 itself.</summary>
    public IReadOnlyList<float> Low { get; init; } = [];

    /// <summary>What an action of 1 means, <c>[A]</c>; empty for 1 itself.</summary>
    public IReadOnlyList<float> High { get; init; } = [];

    /// <summary>Rows T of a plan: the action is held for so long.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>
    /// Standard deviation of the draws, before tanh where there is one, in place of the policy's own: 0 proposes its mean alone. Null
    /// keeps its own, which a deterministic policy lacks.
    /// </summary>
    public double? Deviation { get; init; }

    /// <summary>How it was trained, in words: method and task.</summary>
    public required string Method { get; init; }

    public required TrainingProvenance Training { get; init; }

    /// <summary>Held-out figures for the manifest and the model card.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Metrics { get; init; } = new Dictionary<string, MetricInterval>();

    /// <exception cref="ForewarnException">Something does not fit a policy of these sizes.</exception>
    internal void Validate(int stateSize, int actionSize)
    {
        Require(State.Count == stateSize, "state names", State.Count, $"one for each of the policy's {stateSize} numbers");
        Require(Action.Width == actionSize, "action columns", Action.Width, $"one for each of the policy's {actionSize} actions");
        Require(Low.Count == High.Count && (Low.Count == 0 || Low.Count == actionSize), "limits of the actions", $"{Low.Count} and {High.Count}",
            $"none, or {actionSize} each");
        for (int c = 0; c < Low.Count; c++)
            Require(float.IsFinite(Low[c]) && float.IsFinite(High[c]) && Low[c] < High[c], $"limits of '{Action.Names[c]}'",
                $"{Low[c]} to {High[c]}", "finite numbers, the lower first");
        Require(Steps > 0, "steps", Steps, "at least 1");
        Require(Deviation is null or >= 0 && double.IsFinite(Deviation ?? 0), "deviation", Deviation ?? 0, "0 or more");
    }

    private void Require(bool holds, string thing, object found, string wanted)
    {
        if (!holds) throw ForewarnException.Of($"package '{Name}': {thing}", $"{found}", wanted, "Correct the export.", ExitCode.Usage);
    }
}
