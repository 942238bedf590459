namespace Forewarn.Serving;

/// <summary>How a bag is played.</summary>
public sealed record BagPlayerOptions
{
    /// <summary>Seconds of the recording per second.</summary>
    public float Rate { get; init; } = 1;

    /// <summary>Whether it begins anew at its end.</summary>
    public bool Loops { get; init; }
}
