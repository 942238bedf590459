using Forewarn.Core;

namespace Forewarn.Evaluation.Monitoring;

/// <summary>Narrates a rollout once, however many wishes ask about it.</summary>
public sealed class RememberingNarrator(INarrator narrator) : INarrator
{
    private (LatentRollout Rollout, IReadOnlyList<Narration> Narrations)? _last;

    public async ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        if (_last is { } last && ReferenceEquals(last.Rollout, rollout)) return last.Narrations;
        var narrations = await narrator.NarrateAsync(rollout, deadline);
        _last = (rollout, narrations);
        return narrations;
    }
}
