using Forewarn.Core;

namespace Forewarn.Steering.Tests;

internal sealed class FakeWorldModel(Rig rig) : IWorldModel
{
    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) =>
        new(new LatentTrajectory(new float[Rig.Latent], 1, Rig.Latent));

    public ValueTask<LatentRollout> ImagineAsync(
        LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
    {
        LatentRollout Roll(int count, float fill)
        {
            var values = new float[count * Rig.Imagined * Rig.Latent];
            for (int k = 0; k < count; k++)
            {
                for (int h = 0; h < Rig.Imagined; h++)
                {
                    values[(k * Rig.Imagined + h) * Rig.Latent] = rig.Scene + fill;
                    int mode = Math.Min(k, modes.Count - 1);
                    values[(k * Rig.Imagined + h) * Rig.Latent + 3] = Rig.Place(modes.Plan(mode));
                }
            }
            return new(values, new float[count * Rig.Imagined], count, Rig.Imagined, Rig.Latent);
        }
        return rig.Answer(rig.WorldModel, deadline,
            () => Roll(modes.Count, 0), () => Roll(modes.Count, float.NaN), () => Roll(modes.Count + 1, 0));
    }

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) =>
        new(new DecodedFrames([]));
}
