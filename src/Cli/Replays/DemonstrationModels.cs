using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.Cli.Replays;

/// <summary>Proposes one demonstrated plan and lets it pass, so that everything behind the decision can be checked.</summary>
internal sealed class DemonstrationModels(ActionSpec action, IReadOnlyList<string> state, IPlanGuard guard, float[] plan)
    : INodeModels, IActionProposer, IModeSelector, IWorldModel, IPlanVerifier
{
    public SteeringParts Parts => new(this, this, this, guard, this);

    public ActionSpec Action => action;

    public ActionSpec Spec => action;

    /// <summary>None: what the arm does with a plan does not depend on pictures.</summary>
    public IReadOnlyList<CameraFormat> Cameras => [];

    public IReadOnlyList<string> State => state;

    public IReadOnlyDictionary<string, string> Hashes { get; } = new Dictionary<string, string>();

    /// <summary>The proprioception that the decision saw, <c>[S]</c>; null before it.</summary>
    public float[]? Seen { get; private set; }

    public void WarmUp() { }

    public void Dispose() { }

    public ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        Seen = history.Latest.State;
        return new(new ActionProposals([.. Enumerable.Repeat(plan, count).SelectMany(p => p)], count, action));
    }

    public ActionProposals Select(ActionProposals proposals) => proposals.Select([0], [1]);

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) => new(new LatentTrajectory([0], 1, 1));

    public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline) =>
        new(new LatentRollout(new float[modes.Count], new float[modes.Count], modes.Count, 1, 1));

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => throw new NotSupportedException("Nothing is imagined here.");

    public ValueTask<Verdict> VerifyAsync(string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline) =>
        new(guard.Findings[0].Safe ? new ExecuteVerdict(0, [], [1, 0]) : new NoneSuitableVerdict([], [0, 1]));
}
