using Forewarn.Core;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>Settings that all online methods share.</summary>
public sealed record OnlineOptions
{
    /// <summary>Prompts drawn per round.</summary>
    public int Prompts { get; init; } = 64;

    /// <summary>Samples per prompt and round.</summary>
    public int PerPrompt { get; init; } = 2;

    /// <summary>Updates on the samples of one round before new ones are drawn.</summary>
    public int InnerEpochs { get; init; } = 4;

    /// <summary>Weight of the KL to the reference inside the reward; 0 = none.</summary>
    public double KlCoefficient { get; init; } = 0.05;

    /// <summary>A round ends early when <c>½ E (ln π/π_old)²</c>, its approximate KL, is beyond this; 0 = never.</summary>
    public double TrustRegion { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Require(Prompts >= 1, "prompts", Prompts, "1 or more");
        Require(PerPrompt >= 1, "per_prompt", PerPrompt, "1 or more");
        Require(InnerEpochs >= 1, "inner_epochs", InnerEpochs, "1 or more");
        Require(KlCoefficient >= 0, "kl_coef", KlCoefficient, "0 or more");
        Require(TrustRegion >= 0, "trust_region", TrustRegion, "0 or more");
    }
}
