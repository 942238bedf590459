namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>Attitude of the mug at the end of the episode.</summary>
public enum CupTilt
{
    Upright,
    Tilted,
}
