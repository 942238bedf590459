namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Peak tool speed after the tool's lowest point: lift of a grasp, stroke of a sweep.</summary>
public enum CupSpeed
{
    Slow,
    Fast,
}
