namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>How far the fingers pressed in what they hold.</summary>
public enum BagSqueeze
{
    /// <summary>Nothing is held whole.</summary>
    None,
    Gentle,
    Hard,
}
