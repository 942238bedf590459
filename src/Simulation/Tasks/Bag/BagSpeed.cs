namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>How fast the tool moved after its lowest point.</summary>
public enum BagSpeed
{
    Slow,
    Fast,
}
