using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Runs;
using Forewarn.Learning.InverseRl;
using Forewarn.Learning.InverseRl.Methods;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Tests.InverseRl;
using Forewarn.Learning.Tests.InverseRl.Methods;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using Forewarn.Simulation;
using Xunit;

namespace Forewarn.Learning.Tests.Imitation.Runs;

public sealed class PolicyTrainingTests : IDisposable
{
    private static readonly EnvironmentEntry Task = new("line", "a point on a line", 20, false, () => new LineEnvironment());

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("sac and an ensemble")]
    [InlineData("irl++")]
    [InlineData("hype-guitar")]
    [InlineData("smiling")]
    [InlineData("bc")]
    [InlineData("dagger")]
    public void A_run_in_two_slices_leaves_what_a_run_in_one_leaves(string name)
    {
        RunFolder whole = RunFolder.At(_folder.File("whole")), sliced = RunFolder.At(_folder.File("sliced"));
        using (var made = Make(name)) new PolicyTraining(made.Loop, Pace, whole).Run();
        using (var made = Make(name))
        {
            using var stop = new CancellationTokenSource();
            var half = new PolicyTraining(made.Loop, Pace, sliced, new StopAfter(2, stop)).Run(cancel: stop.Token);
            Assert.False(half.Finished);
        }
        using (var made = Make(name)) Assert.True(new PolicyTraining(made.Loop, Pace, sliced).Run(resume: true).Finished);
        List<string> files = ["metrics.jsonl", .. Files(whole)], others = ["metrics.jsonl", .. Files(sliced)];
        Assert.Equal(files, others);
        Assert.Contains(Path.Combine("checkpoints", "best.safetensors"), files);
        foreach (string file in files)
            Assert.True(File.ReadAllBytes(whole.File(file)).AsSpan().SequenceEqual(File.ReadAllBytes(sliced.File(file))), file);
    }

    [Fact]
    public void The_best_policy_is_the_one_that_earned_most_and_the_newest_are_kept()
    {
        var folder = RunFolder.At(_folder.File("best"));
        var loop = new Scripted([1, 5, 3, 4]);
        new PolicyTraining(loop, Pace with { KeepPolicies = 2 }, folder).Run();
        var checkpoints = new PolicyCheckpoints(folder);
        Assert.Equal(20, ValueIn(checkpoints.Best));
        Assert.Equal([30f, 40f], checkpoints.Policies.Select(ValueIn));
        Assert.Equal(40, ValueIn(checkpoints.Last));
    }

    [Fact]
    public void A_figure_that_is_not_finite_ends_the_run_with_the_last_checkpoint_intact()
    {
        var folder = RunFolder.At(_folder.File("nan"));
        var fault = Assert.Throws<ForewarnException>(() =>
            new PolicyTraining(new Scripted([1, 2, double.NaN, 4]), Pace with { CheckpointEvery = 10 }, folder).Run());
        Assert.Contains("diverged after 30 steps, eval/return", fault.Message, StringComparison.Ordinal);
        Assert.Contains("last checkpoint is intact", fault.Message, StringComparison.Ordinal);
        Assert.Equal(20, ValueIn(folder.LastCheckpoint));
        Assert.Equal(2, File.ReadLines(folder.File("metrics.jsonl")).Count());
        // It can be gone on with, by a loop that does better this time.
        Assert.True(new PolicyTraining(new Scripted([1, 2, 3, 4]), Pace, folder).Run(resume: true).Finished);
    }

    [Fact]
    public void A_slice_ends_when_its_time_is_up_and_tells_pace_and_time_left()
    {
        var folder = RunFolder.At(_folder.File("slice"));
        var reports = new Reports();
        var result = new PolicyTraining(new Scripted([1, 2, 3, 4, 5, 6]), Pace with { Minutes = 0.05 }, folder, reports, new Clock()).Run();
        Assert.False(result.Finished);
        Assert.InRange(result.Steps, 10, 50);
        var first = reports.All[0];
        Assert.Equal(10 / first.Elapsed.TotalSeconds, first.StepsPerSecond, 1e-9);
        Assert.Equal(20 / first.Elapsed.TotalSeconds, first.UpdatesPerSecond, 1e-9);
        Assert.Equal(50 / first.StepsPerSecond, first.Remaining.TotalSeconds, 1e-5);
        Assert.True(File.Exists(folder.LastCheckpoint));
    }

    [Fact]
    public void A_folder_with_a_run_is_not_started_in_and_one_without_is_not_gone_on_with()
    {
        var folder = RunFolder.At(_folder.File("twice"));
        Assert.Contains("no checkpoint", Assert.Throws<ForewarnException>(() =>
            new PolicyTraining(new Scripted([1]), Pace, folder).Run(resume: true)).Message, StringComparison.Ordinal);
        new PolicyTraining(new Scripted([1]), Pace, folder).Run();
        Assert.Contains("--resume", Assert.Throws<ForewarnException>(() =>
            new PolicyTraining(new Scripted([1]), Pace, folder).Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_was_cut_or_is_of_another_seed_is_refused()
    {
        var folder = RunFolder.At(_folder.File("cut"));
        new PolicyTraining(new Scripted([1, 2]), Pace, folder).Run();
        Assert.Contains("seed", Assert.Throws<ForewarnException>(() =>
            new PolicyTraining(new Scripted([1, 2], seed: 9), Pace, folder).Run(resume: true)).Message, StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(folder.LastCheckpoint);
        File.WriteAllBytes(folder.LastCheckpoint, bytes[..^3]);
        Assert.Throws<ForewarnException>(() => new PolicyTraining(new Scripted([1, 2]), Pace, folder).Run(resume: true));
        Assert.Equal(bytes.Length - 3, new FileInfo(folder.LastCheckpoint).Length);
    }

    [Fact]
    public void Progress_is_one_line_an_iteration()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new PolicyProgressLines(text).Report(
            new(500, 2000, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(75), 250, 120, 3.25, new Dictionary<string, double>()));
        Assert.Equal($"500/2000 steps  250 steps/s  120 updates/s  return 3.2  1:15 left{Environment.NewLine}", text.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static PolicyPace Pace { get; } = new();

    private static string[] Files(RunFolder folder) =>
        [.. Directory.GetFiles(folder.Checkpoints).Select(f => Path.GetRelativePath(folder.Path, f)).Order(StringComparer.Ordinal)];

    private static float ValueIn(string path)
    {
        var policy = new Scripted.Mark();
        PolicyCheckpoints.Load(path, policy);
        return policy.Value;
    }

    private static (IPolicyLoop Loop, IDisposable Owner) Parts(string name)
    {
        var data = Line.Walks(20, 20);
        var environment = new LineEnvironment();
        var cloning = new BehaviorCloningOptions { Steps = 80, LogEvery = 20, EvaluateEvery = 40, Hidden = [8], Batch = 16, EvaluationEpisodes = 2 };
        if (name == "bc") return (new BehaviorCloning(cloning, data, environment), environment);
        if (name == "dagger")
        {
            var options = new DAggerOptions { Rounds = 4, StepsPerRound = 25, UpdatesPerRound = 10, BetaDecay = 0.5, Cloning = cloning };
            return (new DAgger(options, new Line.Constant(0.5f), environment, new LineEnvironment(), data), environment);
        }
        bool mixed = name == "sac and an ensemble";
        var row = mixed ? MethodRows.Find("irl++") with { Optimizer = OptimizerKind.Sac } : MethodRows.Find(name);
        var small = SmallMethods.Of(row.Name);
        if (mixed) small = small with { Loop = small.Loop with { Environments = 2 }, Sac = small.Sac with { Sawtooth = true, Optimistic = true } };
        var parts = MethodAssembly.Build(row, small, Task, Task.Create, new(data, Line.Walks(20, 20, 20)));
        return (new IrlLoop(parts, small.Loop), parts);
    }

    private static Made Make(string name)
    {
        var (loop, owner) = Parts(name);
        return new(loop, owner);
    }

    private sealed record Made(IPolicyLoop Loop, IDisposable Owner) : IDisposable
    {
        public void Dispose() => Owner.Dispose();
    }

    private sealed class StopAfter(int rounds, CancellationTokenSource stop) : IProgress<PolicyProgress>
    {
        private int _seen;

        public void Report(PolicyProgress value)
        {
            if (++_seen == rounds) stop.Cancel();
        }
    }

    private sealed class Reports : IProgress<PolicyProgress>
    {
        public List<PolicyProgress> All { get; } = [];

        public void Report(PolicyProgress value) => All.Add(value);
    }

    /// <summary>A second goes by between any two looks.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_seconds;
    }

    /// <summary>Ten steps and one look a round, with returns that are given.</summary>
    private sealed class Scripted(double[] returns, ulong seed = 1) : IPolicyLoop
    {
        private readonly Mark _policy = new();
        private readonly List<IrlEvaluation> _evaluations = [];

        public IStatePolicy Policy => _policy;

        public long Steps { get; private set; }

        public long Total => returns.Length * 10;

        public long Updates => Steps * 2;

        public ulong Seed => seed;

        public IReadOnlyList<IrlEvaluation> Evaluations => _evaluations;

        public IReadOnlyDictionary<string, double> Advance()
        {
            double earned = returns[Steps / 10];
            Steps += 10;
            _policy.Value = Steps;
            _evaluations.Add(new(Steps, [earned]));
            return new Dictionary<string, double> { ["eval/return"] = earned };
        }

        public void Save(SnapshotWriter to) => to.Add("steps", Steps);

        public void Load(SnapshotReader from)
        {
            Steps = from.Long("steps");
            _evaluations.Clear();
            _evaluations.AddRange(returns.Take((int)(Steps / 10)).Select((r, i) => new IrlEvaluation(10 * (i + 1), [r])));
        }

        public sealed class Mark : IStatePolicy
        {
            public float Value { get; set; }

            public int StateSize => 1;

            public int ActionSize => 1;

            public void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream? noise) => actions.Fill(Value);

            public void Save(SnapshotWriter to) => to.Add("value", [Value]);

            public void Load(SnapshotReader from)
            {
                Span<float> value = stackalloc float[1];
                from.Floats("value", value);
                Value = value[0];
            }
        }
    }
}
