namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>The truth about one executed plan. For data sets and evaluation; no model sees it at run time.</summary>
public sealed record BagLabel(BagOutcome Outcome, BagSqueeze Squeeze, BagSpeed Speed)
{
    public bool Held => Outcome is BagOutcome.Corner or BagOutcome.Edge or BagOutcome.Middle;

    /// <summary>The same in words, as data sets keep it.</summary>
    public TaskLabel Words => new(Name(Outcome), ("squeeze", Name(Squeeze)), ("speed", Name(Speed)));

    private static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
