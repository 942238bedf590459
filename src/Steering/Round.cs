using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>What one proposal round has brought so far; whatever a failed stage would have given stays null.</summary>
internal sealed class Round(int attempt)
{
    public int Attempt { get; } = attempt;

    public ActionProposals? Modes { get; set; }

    public LatentRollout? Rollout { get; set; }

    /// <summary>The latest findings; null when the guard failed, which makes everything unsafe.</summary>
    public GuardReport? Guard { get; set; }

    /// <summary><c>[K, C]</c> outcome probabilities.</summary>
    public float[]? Classes { get; set; }

    public Verdict? Verdict { get; set; }

    /// <summary>Choice among remembered narrations.</summary>
    public Verdict? Recalled { get; set; }

    /// <summary>The funnel of every dispatch: only a mode that the guard found safe passes.</summary>
    public bool IsSafe(int mode) =>
        Modes is not null && Guard is not null && mode >= 0 && mode < Modes.Count && Guard.Findings[mode].Safe;

    public IEnumerable<int> SafeModes => Enumerable.Range(0, Modes?.Count ?? 0).Where(IsSafe);
}
