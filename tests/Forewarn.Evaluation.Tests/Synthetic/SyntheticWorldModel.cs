using Forewarn.Core;

namespace Forewarn.Evaluation.Tests.Synthetic;

/// <summary>Latent = d, exactly; the posterior of the first frame = x.</summary>
internal sealed class SyntheticWorldModel : IWorldModel
{
    private const int Steps = SyntheticTask.Steps / 2;

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
    {
        if (history.Observations.Count > 1)
            Assert.Equal(SyntheticTask.Steps * 5, history.Actions.Length);
        float[] z = [.. history.Observations.Select((o, t) => t == 0 ? o.State[0] : o.State[1])];
        return new(new LatentTrajectory(z, z.Length, 1));
    }

    public ValueTask<LatentRollout> ImagineAsync(
        LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
    {
        var z = new float[modes.Count * Steps];
        for (int k = 0; k < modes.Count; k++)
            for (int t = 0; t < Steps; t++) z[k * Steps + t] = modes.Plan(k)[5 * SyntheticTask.Closing] - start.Values[0];
        return new(new LatentRollout(z, new float[z.Length], modes.Count, Steps, 1));
    }

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel)
    {
        var frame = new byte[4 * 4 * 3];
        IReadOnlyList<CameraFrame> cameras = [new("front", 4, 4, frame), new("wrist", 4, 4, frame)];
        return new(new DecodedFrames([.. Enumerable.Range(0, rollout.Count)
            .Select(_ => (IReadOnlyList<IReadOnlyList<CameraFrame>>)[.. Enumerable.Repeat(cameras, rollout.Steps)])]));
    }
}
