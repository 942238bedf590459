using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Learning.Verifiers;

/// <summary>What a classifier tells apart.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Classes">Names in output order.</param>
/// <param name="Of">Class of a label.</param>
public sealed record ClassTargets(string Name, IReadOnlyList<string> Classes, Func<CupLabel, int> Of)
{
    /// <summary>How the grasp ends: the cheap rung of the ladder.</summary>
    public static ClassTargets Outcome { get; } = new("cup-outcome",
        [.. Enum.GetNames<CupOutcome>().Select(n => n.ToLowerInvariant())], l => (int)l.Outcome);

    /// <summary>
    /// Whether the trained wish, the handle, comes true: the baseline without language. It has no input for a wish, so it
    /// must fail as soon as the wish is another one; that it does is what it is here to show.
    /// </summary>
    public static ClassTargets Success { get; } = new("cup-success", ["failure", "success"],
        l => l.Outcome == CupOutcome.Handle ? 1 : 0);

    /// <summary>
    /// Whether the mug ends up held, whatever by: a value of the plan's imagined states, as a critic of the task gives it.
    /// It prefers plans that work to plans that fail and has no preference that a person could change.
    /// </summary>
    public static ClassTargets Value { get; } = new("cup-value", ["failure", "success"], l => l.Held ? 1 : 0);
}
