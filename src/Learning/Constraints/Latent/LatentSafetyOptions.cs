using Forewarn.Core;
using Forewarn.Learning.Constraints.Safety;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Constraints.Latent;

/// <summary>Training and calibration of margin head, safety critic and safe actor on latents.</summary>
public sealed record LatentSafetyOptions
{
    private static readonly SettingCheck Check = new("Correct the options of the latent safety heads.");

    /// <summary>The critic and its backup; its steps, learning rate and seed are those of <see cref="Training"/>.</summary>
    public SafetyCriticOptions Critic { get; init; } = new() { Hidden = [192, 96], Batch = 128 };

    public IReadOnlyList<int> MarginHidden { get; init; } = [96, 48];

    public IReadOnlyList<int> ActorHidden { get; init; } = [48];

    /// <summary>Share of a batch from states with a fallback that ends in failure; the others outnumber them by far.</summary>
    public double HardShare { get; init; } = 0.35;

    /// <summary>Standard deviation of the noise on standardized latents in training.</summary>
    public double LatentNoise { get; init; } = 0.3;

    /// <summary>Share of plans through lost states that the calibrated level may accept; n lost plans allow no less than 1 / (n + 1).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Share of calibration states that lie beyond the support limit.</summary>
    public double SupportAlpha { get; init; } = 0.001;

    /// <summary>Numbers of the loop; a minute on one core.</summary>
    public TrainingOptions Training { get; init; } = new()
    {
        Steps = 4000, LearningRate = 1e-3, WarmupSteps = 100, WeightDecay = 0.01, LogEvery = 200, CheckpointEvery = 1000,
    };

    /// <summary>The critic's options with the loop's numbers.</summary>
    internal SafetyCriticOptions Backup => Critic with { Steps = Training.Steps, LearningRate = Training.LearningRate, Seed = Training.Seed };

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Training.Validate();
        Backup.Validate();
        foreach (var (name, widths) in new[] { ("margin_hidden", MarginHidden), ("actor_hidden", ActorHidden) })
            Check.Require(widths.Count > 0 && widths.All(h => h > 0), name, string.Join(", ", widths), "one or more widths of at least 1");
        Check.Require(HardShare is >= 0 and <= 1, "hard_share", HardShare, "0 to 1");
        Check.Require(LatentNoise >= 0 && double.IsFinite(LatentNoise), "latent_noise", LatentNoise, "0 or more");
        Check.Require(Alpha is > 0 and < 1, "alpha", Alpha, "between 0 and 1");
        Check.Require(SupportAlpha is > 0 and < 1, "support_alpha", SupportAlpha, "between 0 and 1");
    }
}
