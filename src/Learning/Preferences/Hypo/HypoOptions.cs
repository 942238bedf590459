using Forewarn.Core;
using static Forewarn.Learning.Preferences.TuningSetting;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Hybrid preference optimization (Song et al. 2024): DPO on labeled pairs plus a reverse KL on unlabeled samples of the policy, which
/// holds it near the reference where the pairs say nothing.
/// </summary>
public sealed record HypoOptions
{
    public DpoOptions Dpo { get; init; } = new();

    /// <summary>
    /// Weight of the KL of a whole sample. There is a threshold below which drift is not held (about 0.003 in the sparse-coverage
    /// example with beta 0.1), and it costs optimality where the data cover everything.
    /// </summary>
    public double KlWeight { get; init; } = 0.03;

    /// <summary>Unlabeled samples per prompt, 2 or more.</summary>
    public int PerPrompt { get; init; } = 4;

    /// <summary>Prompts per update from which unlabeled samples are drawn.</summary>
    public int Prompts { get; init; } = 16;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Dpo.Validate();
        Require(KlWeight >= 0, "lambda_kl", KlWeight, "0 or more");
        Require(PerPrompt >= 2, "per_prompt", PerPrompt, "2 or more");
        Require(Prompts >= 1, "prompts", Prompts, "1 or more");
    }
}
