using Forewarn.Core;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>Teaching a language model from elsewhere to read latents.</summary>
public sealed record AlignmentOptions
{
    private static readonly SettingCheck Check = new("Correct the alignment's options.");

    public AlignmentStage Stage { get; init; } = AlignmentStage.Projector;

    public LoraOptions Lora { get; init; } = new();

    /// <summary>Plans per forward and backward pass.</summary>
    public int Rows { get; init; } = 8;

    /// <summary>Passes whose gradients make one update: the batch is <c>Rows x Accumulate</c> in the memory of <c>Rows</c>.</summary>
    public int Accumulate { get; init; } = 4;

    /// <summary>
    /// Keep only what enters each layer and compute its inside again on the way back: memory of one layer instead of all, for a third more time.
    /// </summary>
    public bool Checkpointing { get; init; } = true;

    /// <summary>Imagined steps that share one token.</summary>
    public int StepsPerToken { get; init; } = 2;

    /// <summary>Standard deviation of noise on standardized latents.</summary>
    public double LatentNoise { get; init; } = 0.1;

    /// <summary>Held-out plans narrated at each evaluation.</summary>
    public int EvaluationRows { get; init; } = 64;

    /// <summary>Most tokens in a narration.</summary>
    public int NarrationTokens { get; init; } = 24;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Lora.Validate();
        Check.Require(Rows > 0, "rows", Rows, "at least 1");
        Check.Require(Accumulate > 0, "accumulate", Accumulate, "at least 1");
        Check.Require(StepsPerToken > 0, "steps_per_token", StepsPerToken, "at least 1");
        Check.Require(LatentNoise >= 0 && double.IsFinite(LatentNoise), "latent_noise", LatentNoise, "0 or more");
        Check.Require(EvaluationRows > 0, "evaluation_rows", EvaluationRows, "at least 1");
        Check.Require(NarrationTokens > 0, "narration_tokens", NarrationTokens, "at least 1");
    }
}
