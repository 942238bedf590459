namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// What happened to the mug, read from contacts and pose. A squeezed-body mode joins between <see cref="Rim"/> and
/// <see cref="Slip"/> when it exists; values are written by name, never by number.
/// </summary>
public enum CupOutcome
{
    /// <summary>Lifted and held by the handle.</summary>
    Handle,
    /// <summary>Lifted and held by the rim.</summary>
    Rim,
    /// <summary>Touched, but not held at the end.</summary>
    Slip,
    /// <summary>Tipped over without having been lifted.</summary>
    Knock,
    /// <summary>Never touched.</summary>
    Miss,
}
