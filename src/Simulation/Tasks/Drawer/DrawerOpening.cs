namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>How far the drawer is open at the end, of <see cref="DrawerTask.Travel"/>.</summary>
public enum DrawerOpening
{
    /// <summary>Does not apply: nobody opened it.</summary>
    None,
    Half,
    Full,
}
