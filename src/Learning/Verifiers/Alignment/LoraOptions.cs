using Forewarn.Core;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>Low-rank adapters beside frozen matrices (Hu et al. 2021): <c>W + (alpha / rank) B A</c>.</summary>
public sealed record LoraOptions
{
    /// <summary>Matrices that can be adapted.</summary>
    public static readonly IReadOnlyList<string> AllTargets = ["q", "k", "v", "o", "gate", "up", "down"];

    private static readonly SettingCheck Check = new("Correct the adapters' options.");

    public int Rank { get; init; } = 16;

    public double Alpha { get; init; } = 32;

    /// <summary>Any of <see cref="AllTargets"/>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = ["q", "k", "v", "o"];

    /// <exception cref="ForewarnException">A number is out of range, or a target is not known.</exception>
    public void Validate()
    {
        Check.Require(Rank > 0, "rank", Rank, "at least 1");
        Check.Require(Alpha > 0 && double.IsFinite(Alpha), "alpha", Alpha, "a positive number");
        Check.Require(Targets.Count > 0 && Targets.All(AllTargets.Contains), "targets", string.Join(", ", Targets), $"some of {string.Join(", ", AllTargets)}");
    }
}
