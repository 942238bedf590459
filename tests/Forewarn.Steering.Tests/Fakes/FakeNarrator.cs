using Forewarn.Core;

namespace Forewarn.Steering.Tests;

internal sealed class FakeNarrator(Rig rig) : INarrator
{
    public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline)
    {
        rig.Narrated++;
        IReadOnlyList<Narration> Tell(double sureness) =>
            [.. Enumerable.Range(0, rollout.Count).Select(k =>
                new Narration(k, $"the arm grasps place {Rig.Words[(int)rollout.Mode(k)[3]]}", sureness))];
        return rig.Answer(rig.Narrator, deadline, () => Tell(-0.1), () => Tell(double.NaN), () => [Tell(-0.1)[0]]);
    }
}
