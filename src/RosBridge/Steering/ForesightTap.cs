using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>Keeps the last rollout of a world model, so that what was imagined can be published after the decision.</summary>
internal sealed class ForesightTap(IWorldModel model) : IWorldModel
{
    /// <summary>The rollout of the latest imagination, or null.</summary>
    public LatentRollout? Last { get; private set; }

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
    {
        // Whatever was imagined before belongs to another decision.
        Last = null;
        return model.ObserveAsync(history, deadline);
    }

    public async ValueTask<LatentRollout> ImagineAsync(
        LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline) =>
        Last = await model.ImagineAsync(start, modes, noise, deadline);

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => model.DecodeAsync(rollout, cancel);
}
