namespace Forewarn.Core;

/// <summary>Says in words what each imagined plan will do.</summary>
public interface INarrator
{
    /// <returns>One narration per mode, <c>[K]</c>.</returns>
    ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline);
}
