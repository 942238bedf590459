namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>How fast a plan goes about its work; each task measures it where it shows: a lift, a stroke, a pull.</summary>
public enum Pace
{
    Slow,
    Fast,
}
