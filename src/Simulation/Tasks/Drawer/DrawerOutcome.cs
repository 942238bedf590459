namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// What happened to the drawer, read from contacts, its slide and the cabinet's pose. Values are written by name, never by number.
/// </summary>
public enum DrawerOutcome
{
    /// <summary>Opened by the knob.</summary>
    Knob,
    /// <summary>Opened by the bar.</summary>
    Bar,
    /// <summary>Opened by the ledge.</summary>
    Ledge,
    /// <summary>Touched, but not open at the end.</summary>
    Slip,
    /// <summary>The cabinet was pushed off its place.</summary>
    Push,
    /// <summary>Never touched.</summary>
    Miss,
}
