using Forewarn.Core;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>Training of a <see cref="SafetyCritic"/>.</summary>
public sealed record SafetyCriticOptions
{
    private static readonly SettingCheck Check = new("Correct the safety critic's options.");

    public IReadOnlyList<int> Hidden { get; init; } = [128, 128, 128];

    public long Steps { get; init; } = 20_000;

    /// <summary>B.</summary>
    public int Batch { get; init; } = 512;

    /// <summary>First learning rate; falls to a hundredth by a cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Discount at first. It makes the backup a contraction and the margin count by itself, which is what gets training started; it also calls doomed
    /// states safe, so it does not stay.
    /// </summary>
    public double FirstGamma { get; init; } = 0.9;

    /// <summary>Discount at the end; below .999 some chains that end in failure count as safe.</summary>
    public double LastGamma { get; init; } = 0.9999;

    /// <summary>Share of the steps after which the last discount is reached.</summary>
    public double AnnealFraction { get; init; } = 0.6;

    /// <summary>Polyak rate of the slow copy.</summary>
    public double Tau { get; init; } = 0.01;

    public ulong Seed { get; init; } = 1;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(Hidden.Count > 0 && Hidden.All(h => h > 0), "hidden", string.Join(", ", Hidden), "one or more widths of at least 1");
        Check.Require(Steps > 0, "steps", Steps, "at least 1");
        Check.Require(Batch > 0, "batch", Batch, "at least 1");
        Check.Require(LearningRate > 0 && double.IsFinite(LearningRate), "learning_rate", LearningRate, "a positive number");
        Check.Require(FirstGamma is >= 0 and < 1, "first_gamma", FirstGamma, "0 to below 1");
        Check.Require(LastGamma >= 0.999 && LastGamma < 1 && LastGamma >= FirstGamma, "last_gamma", LastGamma, "at least .999, below 1: less calls doomed states safe");
        Check.Require(AnnealFraction is > 0 and <= 1, "anneal_fraction", AnnealFraction, "above 0, at most 1");
        Check.Require(Tau is > 0 and <= 1, "tau", Tau, "above 0, at most 1");
    }

    /// <summary>Discount of a step: <c>1 - gamma</c> falls geometrically from the first to the last.</summary>
    public double GammaAt(long step)
    {
        double done = Math.Min(1, step / (AnnealFraction * Steps));
        return 1 - (1 - FirstGamma) * Math.Pow((1 - LastGamma) / (1 - FirstGamma), done);
    }
}
