using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>The truth about one executed plan. For data sets and evaluation; no model sees it at run time.</summary>
public sealed record BagLabel(BagOutcome Outcome, BagSqueeze Squeeze, Pace Speed)
{
    public bool Held => Outcome is BagOutcome.Corner or BagOutcome.Edge or BagOutcome.Middle;

    /// <summary>The same in words, as data sets keep it.</summary>
    public TaskLabel Words => new(TaskLabel.Word(Outcome), ("squeeze", TaskLabel.Word(Squeeze)), ("speed", TaskLabel.Word(Speed)));
}
