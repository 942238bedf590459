namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Robot's left is +y of the base frame. For a rim grasp the gripped side of the mug, for a knock where it went.</summary>
public enum CupSide
{
    None,
    Left,
    Right,
}
