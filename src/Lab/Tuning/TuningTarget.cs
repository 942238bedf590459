namespace Forewarn.Lab.Tuning;

/// <summary>What is tuned.</summary>
internal enum TuningTarget
{
    /// <summary>The diffusion policy: the wished mode becomes likely before any steering.</summary>
    Policy,
    /// <summary>The language verifier: its narrations and choices.</summary>
    Verifier,
}
