namespace Forewarn.Core;

/// <summary>A latent world model: observe, imagine, decode.</summary>
public interface IWorldModel
{
    /// <returns>Posterior states along the history, <c>[T, Z]</c>.</returns>
    ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline);

    /// <summary>Rolls every plan forward from one state, all <c>K</c> in one batch.</summary>
    /// <param name="noise">Null for the mean rollout.</param>
    /// <returns><c>[K, H, Z]</c> and the members' disagreement <c>[K, H]</c>.</returns>
    ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline);

    /// <summary>Pictures for people; never on the deadline path.</summary>
    ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel);
}
