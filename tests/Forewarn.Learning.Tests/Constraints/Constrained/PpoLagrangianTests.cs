using Forewarn.Core;
using Forewarn.Learning.Constraints.Constrained;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Tests.Constraints.Constrained;

/// <summary>
/// A point on a line that is paid for being at 1 and charged by how far beyond 0.5 it is. Under a limit of (nearly) nothing the best it can do is to stand at
/// 0.5; without a limit it stands at 1.
/// </summary>
public sealed class PpoLagrangianTests
{
    private static readonly PpoLagrangianOptions Options = new()
    {
        Ppo = new()
        {
            Environments = 8, RollOutSteps = 40, Hidden = [32], Epochs = 4, Minibatches = 4, LearningRate = 3e-3, Gamma = 0.9, LogStd = -1, ReplayCapacity = 1,
        },
        Gains = new(0.5, 0.02, 0.1), Steps = 40_000,
    };

    [Fact]
    public void It_goes_as_far_as_the_limit_allows()
    {
        Assert.InRange(End(limit: 0.1, out var bound), 0.35, 0.65);
        Assert.InRange(End(limit: 1000, out var free), 0.85, 1.15);
        Assert.True(bound["multiplier"] > 0.05);
        Assert.Equal(0, free["multiplier"]);
        Assert.True(free["episode_cost"] > 2 * bound["episode_cost"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_policy_and_a_resumed_search_goes_on_bit_by_bit()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("forewarn").FullName, "search.safetensors");
        using PpoLagrangian first = Search(), second = Search(), resumed = Search();
        first.Improve(0.1, null, new SeedStream(1));
        second.Improve(0.1, null, new SeedStream(1));
        Assert.Equal(first.Policy.Net.Values, second.Policy.Net.Values);
        var writer = new SnapshotWriter();
        writer.Add("search", first);
        writer.Write(path, new Dictionary<string, string>());
        using (var reader = SnapshotReader.Open(path)) reader.Restore("search", resumed);
        first.Improve(0.1, null, new SeedStream(2));
        resumed.Improve(0.1, null, new SeedStream(2));
        Assert.Equal(first.Policy.Net.Values, resumed.Policy.Net.Values);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        static PpoLagrangian Search() => new(Options with { Steps = 1000 }, () => new LineEnvironment(), new BeyondHalf(), new SeedStream(3));
    }

    [Fact]
    public void Demonstrations_are_cloned_first()
    {
        using var search = new PpoLagrangian(Options with { Steps = 1, CloningSteps = 500 }, () => new LineEnvironment(), new BeyondHalf(), new SeedStream(3));
        var figures = search.Improve(0.1, new AlwaysLeft(), new SeedStream(1));
        Assert.InRange(figures["cloning_error"], 0, 0.01);
        float[] action = [0];
        search.Policy.Act([0.2f], action, null);
        Assert.InRange(action[0], -1, -0.5);
    }

    private static double End(double limit, out IReadOnlyDictionary<string, double> figures)
    {
        using var search = new PpoLagrangian(Options, () => new LineEnvironment(), new BeyondHalf(), new SeedStream(5));
        figures = search.Improve(limit, null, new SeedStream(2));
        var world = new LineEnvironment();
        world.Reset(new SeedStream(8));
        float[] state = [0], action = [0];
        for (bool over = false; !over;)
        {
            state[0] = (float)world.X;
            search.Policy.Act(state, action, null);
            over = world.Step(action).Truncated;
        }
        return world.X;
    }

    private sealed class BeyondHalf : ICostModel
    {
        public void Cost(TransitionBatch batch, Span<float> costs)
        {
            for (int b = 0; b < costs.Length; b++) costs[b] = MathF.Max(0, batch.NextStates[b] - 0.5f);
        }
    }

    private sealed class AlwaysLeft : ITransitionSource
    {
        public int Count => 41;

        public int StateSize => 1;

        public int ActionSize => 1;

        public void Copy(int index, TransitionBatch batch, int row) =>
            (batch.States[row], batch.NextStates[row], batch.Actions[row]) = (index / 20f - 1, index / 20f - 1.1f, -0.8f);
    }
}
