namespace Forewarn.Simulation.Tasks.Cup.Language;

/// <summary>Ways of holding the mug, as a set.</summary>
[Flags]
public enum CupModes
{
    None = 0,
    Handle = 1,
    RimLeft = 2,
    RimRight = 4,
    Body = 8,
    Rim = RimLeft | RimRight,
    Any = Handle | Rim | Body,
}
