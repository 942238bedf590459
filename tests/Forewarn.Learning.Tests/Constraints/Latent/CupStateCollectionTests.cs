using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Latent;

public sealed class CupStateCollectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-states-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void States_carry_what_the_simulator_did()
    {
        var options = new CupStateOptions { Count = 5, Strokes = 1, Offsets = 0, Pulls = 0, Jerks = 0 };
        new CupStateCollection(options, new Proprioception(), "world", "test").Run(_folder);
        var states = LatentStates.Load(_folder);
        Assert.Equal(5, states.Episodes.Distinct().Count());
        // One foresight from each of five starts: 20 + 16 + 12 + 8 + 4 states beside the 21 that were seen.
        Assert.All(Enumerable.Range(0, 5), e => Assert.Equal(81, Enumerable.Range(0, states.Count).Count(i => states.Episodes[i] == e && states.Horizons[i] >= 0)));
        Assert.All(LatentForesight.Of(states, _ => true).Where(f => f.FromFirstLook), f => Assert.Equal(20, f.Length));
        Assert.Contains(LatentTruth.Failing, states.Truths);
        for (int i = 0; i < states.Count; i++)
        {
            if (states.Truths[i] == LatentTruth.Failing) Assert.True(states.Margins[i] < 0);
            if (states.Truths[i] is LatentTruth.Safe or LatentTruth.Doomed) Assert.True(states.Margins[i] >= 0);
            if (CupStateCollection.IsJudgedThroughout(states.Episodes[i]) && states.Horizons[i] >= 0) Assert.NotEqual(LatentTruth.Unknown, states.Truths[i]);
            for (int k = 0; k < states.Fallbacks; k++)
                if (states.Next[i * states.Fallbacks + k] is >= 0 and var next) Assert.Equal(-1, states.Horizons[next]);
        }
        // What a fallback does is followed to its end: whoever is doomed has every fallback end below 0.
        for (int i = 0; i < states.Count; i++)
        {
            if (states.Truths[i] is not (LatentTruth.Safe or LatentTruth.Doomed) || !states.Knows(i, 0)) continue;
            Assert.Equal(states.Truths[i] == LatentTruth.Doomed, Enumerable.Range(0, 3).All(k => Least(states, i, k) < 0));
        }
    }

    [Fact]
    public void A_stopped_collection_goes_on_where_it_stopped()
    {
        var options = new CupStateOptions { Count = 2, Strokes = 0, Offsets = 0, Pulls = 0, Jerks = 0, Branches = 1, SeenSteps = 1 };
        new CupStateCollection(options, new Proprioception(), "world", "test").Run(_folder);
        string hash = LatentStates.Load(_folder).Sha256;
        new CupStateCollection(options, new Proprioception(), "world", "test").Run(_folder);
        Assert.Equal(hash, LatentStates.Load(_folder).Sha256);
    }

    private static double Least(LatentStates states, int state, int fallback)
    {
        double least = states.Margins[state];
        int at = state;
        while (states.Next[at * states.Fallbacks + fallback] is >= 0 and var next) least = Math.Min(least, states.Margins[at = (int)next]);
        return Math.Min(least, states.Tails[at * states.Fallbacks + fallback]);
    }

    /// <summary>A world model whose latent is the proprioception and whose imagination stands still.</summary>
    private sealed class Proprioception : IWorldModel
    {
        public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
        {
            Assert.Equal((history.Observations.Count - 1) * ArmTask.TicksPerFrame * ArmTask.PlanSpec.Width, history.Actions.Length);
            return new(new LatentTrajectory([.. history.Observations.SelectMany(o => o.State)], history.Observations.Count, ArmTask.StateNames.Count));
        }

        public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
        {
            int steps = modes.Steps / ArmTask.TicksPerFrame;
            float[] values = [.. Enumerable.Repeat(start.Values, steps).SelectMany(v => v)];
            return new(new LatentRollout(values, new float[steps], 1, steps, start.Size));
        }

        public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => throw new NotSupportedException();
    }
}
