namespace Forewarn.Learning.Verifiers;

/// <summary>A small recurrent classifier over a plan's latents.</summary>
public sealed record OutcomeClassifierOptions
{
    /// <summary>Width of the recurrent layer.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Plans per update.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Standard deviation of the noise on standardized latents in training.</summary>
    public double LatentNoise { get; init; } = 0.1;
}
