namespace Forewarn.Learning.Imitation;

/// <summary>Who played a data set.</summary>
public enum DemonstrationKind
{
    /// <summary>A policy that is to be imitated.</summary>
    Expert,
    /// <summary>A policy with a trembling hand: wider, worse, where resets come from.</summary>
    Offline,
    /// <summary>A controller written by hand.</summary>
    Scripted,
}
