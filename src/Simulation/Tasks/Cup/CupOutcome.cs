namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// What happened to the mug, read from contacts and pose. Values are written by name, never by number.
/// </summary>
public enum CupOutcome
{
    /// <summary>Lifted and held by the handle.</summary>
    Handle,
    /// <summary>Lifted and held by the rim.</summary>
    Rim,
    /// <summary>Lifted and held around the body, walls between the fingers.</summary>
    Body,
    /// <summary>Touched, but not held at the end.</summary>
    Slip,
    /// <summary>Tipped over without having been lifted.</summary>
    Knock,
    /// <summary>Never touched.</summary>
    Miss,
}
