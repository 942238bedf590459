using Forewarn.Core;

namespace Forewarn.Policy;

/// <summary>Answers the n-th decision with the n-th recorded set of proposals; for replaying a log.</summary>
public sealed class ReplayedProposer : IActionProposer
{
    private readonly IReadOnlyList<ActionProposals> _recorded;
    private int _next;

    /// <param name="recorded">One entry per decision, oldest first; all with the same action representation.</param>
    /// <exception cref="ForewarnException">Nothing is recorded, or the entries disagree on the representation.</exception>
    public ReplayedProposer(IReadOnlyList<ActionProposals> recorded)
    {
        if (recorded.Count == 0)
            throw ForewarnException.Of("recorded proposals", "none", "at least one decision", "Choose a log with decisions.");
        int odd = Enumerable.Range(0, recorded.Count).FirstOrDefault(i => !recorded[i].Spec.Matches(recorded[0].Spec), -1);
        if (odd >= 0)
            throw ForewarnException.Of($"recorded proposals of decision {odd}", ScriptedProposer.Text(recorded[odd].Spec),
                ScriptedProposer.Text(recorded[0].Spec), "Replay logs of one robot and one policy at a time.");
        _recorded = recorded;
    }

    public ActionSpec Spec => _recorded[0].Spec;

    /// <summary>Decisions that are left.</summary>
    public int Left => _recorded.Count - Volatile.Read(ref _next);

    /// <inheritdoc/>
    /// <remarks>The history and the seed are not read: the record already holds what they led to.</remarks>
    /// <exception cref="ForewarnException">The log is used up, or recorded another number of plans.</exception>
    public ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        deadline.ThrowIfCancellationRequested();
        int index = Interlocked.Increment(ref _next) - 1;
        if (index >= _recorded.Count)
            throw ForewarnException.Of("recorded proposals", $"{_recorded.Count} decisions", $"decision {index}",
                "Stop the replay where its log ends.");
        var proposals = _recorded[index];
        if (proposals.Count != count)
            throw ForewarnException.Of($"recorded proposals of decision {index}", $"{proposals.Count} plans", $"{count}",
                "Replay with the number of proposals that the log was recorded with.");
        return ValueTask.FromResult(proposals);
    }
}
