using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>Says the label of the last latent; optionally cannot tell right from left.</summary>
internal sealed class SyntheticNarrator(bool confusesSides = false) : INarrator, INarrationReader
{
    public ValueTask<IReadOnlyList<Narration>> NarrateAsync(LatentRollout rollout, CancellationToken deadline) =>
        new([.. Enumerable.Range(0, rollout.Count).Select(k =>
        {
            string mode = SyntheticTask.Label(rollout.Mode(k)[^1]).Mode;
            if (confusesSides && mode == "rim-right") mode = "rim-left";
            return new Narration(k, $"the arm goes for {mode}", -0.1);
        })]);

    public PlanLabel? Read(string narration)
    {
        string mode = narration.Split(' ')[^1];
        return new(mode, mode.Split('-')[0]);
    }
}
