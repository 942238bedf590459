namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>Whether the tool took a short or a long time for its way after the fingers had closed.</summary>
public enum DrawerSpeed
{
    Slow,
    Fast,
}
