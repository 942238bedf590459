namespace Forewarn.Evaluation.Steering;

/// <summary>Everything kept about one scene; all results are computed from these rows.</summary>
/// <param name="Milliseconds">Time per stage of the decision, without choosing.</param>
/// <param name="Warm">False for a worker's first scene, whose times include compilation.</param>
/// <param name="Controls">The text choice under changed conditions; null when the bench has no controls.</param>
public sealed record SceneRow(
    ulong Seed, int Episode, CandidateRow Modes, CandidateRow FirstSamples, IReadOnlyList<ChoiceRow> Choices,
    Dictionary<string, double> Milliseconds, bool Warm, IReadOnlyList<FilmRow> Films, ControlsRow? Controls = null)
{
    public CandidateRow Of(CandidateSet set) => set == CandidateSet.Modes ? Modes : FirstSamples;

    /// <summary>What the choice did, or null when it executed nothing.</summary>
    public PlanLabel? Outcome(SelectorChoice choice) => choice.Index < 0 ? null : Of(choice.Set).Truth[choice.Index];

    /// <summary>Whether the choice did what the wish says.</summary>
    public bool Fulfills(SelectorChoice choice, WishCase wish) => Outcome(choice) is { } label && wish.Fulfilled(label);
}
