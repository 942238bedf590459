using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>The truth about one executed plan. For data sets and evaluation; no model sees it at run time.</summary>
public sealed record DrawerLabel(DrawerOutcome Outcome, DrawerOpening Opening, Pace Speed)
{
    public bool Opened => Outcome is DrawerOutcome.Knob or DrawerOutcome.Bar or DrawerOutcome.Ledge;

    /// <summary>The same in words, as data sets keep it.</summary>
    public TaskLabel Words => new(TaskLabel.Word(Outcome), ("opening", TaskLabel.Word(Opening)), ("speed", TaskLabel.Word(Speed)));
}
