namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>What a scripted demonstrator intends with a fork in the hand. Outcomes are labelled from physics, never from this.</summary>
public enum ForkPlaceScript
{
    /// <summary>Lets go over the left half of the bowl.</summary>
    Left,
    /// <summary>Lets go over its middle.</summary>
    Center,
    Right,
    /// <summary>Lets go beside the bowl.</summary>
    Outside,
    /// <summary>Comes down too far on the way and drags the bowl along.</summary>
    Tip,
    /// <summary>Lets go on the way, high up.</summary>
    Early,
    /// <summary>Left, center or right, executed right for a bowl that stands somewhere else.</summary>
    Elsewhere,
}
