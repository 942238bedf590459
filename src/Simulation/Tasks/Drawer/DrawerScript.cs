namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>What a scripted demonstrator intends. Outcomes are labelled from physics, never from this.</summary>
public enum DrawerScript
{
    /// <summary>Pinches the knob and pulls.</summary>
    Knob,
    /// <summary>Closes on the bar's stem, behind its crossbar, and pulls.</summary>
    Bar,
    /// <summary>Closes behind the ledge and pulls with the closed fingers.</summary>
    Ledge,
    /// <summary>Closes on the smooth plate, which slips out of the fingers when they pull.</summary>
    Slip,
    /// <summary>Closes in front of the bar and goes the wrong way: the cabinet is pushed off its place.</summary>
    Push,
    /// <summary>Any of the above, executed right for a cabinet that stands somewhere else.</summary>
    Miss,
}
