using Forewarn.Core;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Xunit;

namespace Forewarn.Learning.Tests.InverseRl;

public sealed class IrlLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("irl-").FullName;

    private static readonly IrlOptions Options = new()
    {
        Steps = 600, IterationSteps = 150, EvaluateEvery = 300, EvaluationEpisodes = 3, Environments = 2, RollOuts = 2, Seed = 5,
    };

    [Theory]
    [InlineData(LearnerData.Latest)]
    [InlineData(LearnerData.Replay)]
    [InlineData(LearnerData.AllPolicies)]
    public void A_resumed_loop_continues_bit_by_bit(LearnerData data)
    {
        var options = Options with { Data = data, Reinitialize = 0.5 };
        using var parts = Parts(options);
        var whole = new IrlLoop(parts, options);
        string file = Path.Combine(_folder, "half.safetensors");
        for (int i = 0; i < 4; i++)
        {
            if (i == 2) Save(whole, file);
            whole.Advance();
        }
        Assert.True(whole.IsDone);

        using var other = Parts(options);
        var resumed = new IrlLoop(other, options);
        using (var reader = SnapshotReader.Open(file)) resumed.Load(reader);
        while (!resumed.IsDone) resumed.Advance();

        Assert.Equal(whole.Evaluations.SelectMany(e => e.Returns), resumed.Evaluations.SelectMany(e => e.Returns));
        string a = Path.Combine(_folder, "a"), b = Path.Combine(_folder, "b");
        Save(whole, a);
        Save(resumed, b);
        Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(b));
    }

    [Fact]
    public void It_learns_by_the_reward_it_is_given_and_is_judged_by_the_task()
    {
        var options = Options with { Steps = 3000, IterationSteps = 500, EvaluateEvery = 500, Data = LearnerData.Replay };
        using var parts = Parts(options);
        var loop = new IrlLoop(parts, options);
        while (!loop.IsDone) loop.Advance();
        // Standing still earns -20; straight to 1 and staying there earns about -4.
        Assert.InRange(loop.Evaluations[^1].Mean, -6, 0);
    }

    [Fact]
    public void Steps_are_counted_by_what_they_were_for()
    {
        var options = Options with { RollOuts = 3 };
        using var parts = Parts(options);
        var loop = new IrlLoop(parts, options);
        loop.Advance();
        var counts = parts.Episodes.Counts;
        Assert.Equal(150, counts.Learning);
        Assert.Equal(60, counts.Critic);
        Assert.Equal(0, counts.RollIn);
        // Two start, 7 end on each side by the limit of 20, and the roll-outs cost the first side one more.
        Assert.Equal(2 + 2 * 3 + 1, counts.Episodes);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static IrlParts Parts(IrlOptions options)
    {
        var seeds = new SeedStreams(options.Seed);
        var episodes = new LearnerEpisodes(() => new LineEnvironment(), options.Environments, new StartStates(), seeds.Stream("episodes"));
        var sac = new Sac(new SacOptions { Hidden = [16], Batch = 32, StartSteps = 50, LearningRate = 3e-3, Tau = 0.02, Gamma = 0.9 }, 1, 1,
            seeds.Stream("sac"));
        return new(new TaskReward(), sac, episodes, Line.Walks(20), new LineEnvironment());
    }

    private static void Save(IrlLoop loop, string path)
    {
        var writer = new SnapshotWriter();
        loop.Save(writer);
        writer.Write(path, new Dictionary<string, string>());
    }
}
