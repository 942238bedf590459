using Forewarn.Core;
using Forewarn.Evaluation.Monitoring;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Monitoring;

/// <summary>
/// On the closed-form task every plan is of one family of outcomes. The hopeful world model believes in the handle until
/// it has seen a frame of the running plan, which shows d: a monitor must then see every bad plan at frame 1.
/// </summary>
public sealed class MonitorStudyTests
{
    private static readonly WishCase[] Wishes = [new("take the handle", ["handle"], ["rim"], "trained")];

    private static readonly MonitorStudyOptions Options = new()
    {
        Seeds = [1, 2], CalibrationSeeds = [3, 4], Episodes = 60, Frames = 2, Identity = "synthetic",
    };

    private static MonitorBench Bench(IWorldModel? world = null)
    {
        var narrator = new SyntheticNarrator();
        return new(new SyntheticTask(), new SyntheticProposer(), world ?? new HopefulWorld(),
            [new("narration", new NarratedPlanScorer(new RememberingNarrator(narrator), new RememberingReader(new KeywordReader())))]);
    }

    private static (IReadOnlyList<MonitorRow> Rows, MonitorResults Results) Study(
        MonitorStudyOptions? options = null, Func<MonitorBench>? bench = null, string? folder = null)
    {
        options ??= Options;
        var rows = new MonitorStudy(options, Wishes, bench ?? (() => Bench()), TimeProvider.System)
            .Run(folder ?? SyntheticStudy.NewFolder());
        return (rows, MonitorAnalysis.Of(rows, Wishes, options, SyntheticTask.Spec.RateHz, SyntheticStudy.Run));
    }

    [Fact]
    public void Every_bad_plan_is_seen_at_the_second_frame_and_no_good_one_alarms()
    {
        var (rows, results) = Study();
        var judged = rows.Where(r => Options.Seeds.Contains(r.Seed)).ToArray();
        int good = judged.Count(r => r.Truth.Mode == "handle");
        var figures = Assert.Single(results.Monitors);
        Assert.Equal((1.0, judged.Length - good), (figures.Rates[0].Detection.Value, figures.Rates[0].Detection.Count));
        Assert.Equal((0.0, good), (figures.Rates[0].FalseAlarms.Value, figures.Rates[0].FalseAlarms.Count));
        // Frames 0 to 3 at 5 Hz; frames 1 and 2 are low, so the alarm comes at frame 2, 0.2 s before the end.
        Assert.Equal([0, 0, judged.Length - good, 0], figures.BadAlarms);
        Assert.Equal(0.2, figures.LeadToEndS.Value, 1e-9);
        Assert.Equal(0, figures.BeforeStart.Value);
        Assert.Equal(0, figures.LeadToEventS.Count);
        Assert.All(figures.DetectionByOutcome, p => Assert.Equal(1, p.Value.Value));
        Assert.Equal(["miss", "rim"], figures.DetectionByOutcome.Keys);
        Assert.Equal(0, results.FaultShare);
        Assert.Equal(figures.Good.Mean[0], figures.Bad.Mean[0], 1e-9);
        Assert.True(figures.Good.Mean[1] - figures.Bad.Mean[1] > 0.8);
    }

    [Fact]
    public void A_blind_world_model_detects_nothing_beyond_its_false_alarms()
    {
        var figures = Study(bench: () => Bench(new HopefulWorld { NeverSees = true })).Results.Monitors[0];
        Assert.Equal((0.0, 0.0), (figures.Rates[0].Detection.Value, figures.Rates[0].FalseAlarms.Value));
        for (int f = 0; f < figures.Good.Mean.Length; f++) Assert.Equal(figures.Good.Mean[f], figures.Bad.Mean[f], 1e-9);
    }

    [Fact]
    public void A_world_model_that_throws_leaves_every_frame_without_an_answer()
    {
        var options = Options with { Episodes = 3 };
        var rows = new MonitorStudy(options, Wishes, () => Bench(new HopefulWorld { Throws = true }), TimeProvider.System)
            .Run(SyntheticStudy.NewFolder());
        Assert.All(rows, r => Assert.Equal(4, r.Faults));
        var results = MonitorAnalysis.Of(rows, Wishes, options, 10, SyntheticStudy.Run);
        Assert.Equal(1, results.FaultShare);
        Assert.Equal(double.NegativeInfinity, results.Monitors[0].Threshold);
        Assert.NotEmpty(PlainTable.Render(MonitorTables.Main(results)));
    }

    [Fact]
    public void Rows_go_on_after_a_kill_and_do_not_depend_on_workers()
    {
        string folder = SyntheticStudy.NewFolder();
        var small = Options with { Episodes = 4 };
        var first = Study(small, folder: folder).Rows;
        var more = Study(Options with { Episodes = 6, Workers = 2 }, folder: folder).Rows;
        var fresh = Study(Options with { Episodes = 6 }).Rows;
        Assert.Equal(Timeless(fresh), Timeless(more));
        Assert.Equal(first.Count + 8, more.Count);
    }

    [Fact]
    public void The_report_and_every_table_hold_together()
    {
        var (_, results) = Study(Options with { Episodes = 40 });
        foreach (var table in MonitorTables.All(results)) Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        string html = MonitorReport.Of(results).Render();
        Assert.Contains("<polyline", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        string path = Path.Combine(SyntheticStudy.NewFolder(), "monitor.json");
        EvaluationJson.Write(path, results);
        var read = System.Text.Json.JsonSerializer.Deserialize<MonitorResults>(File.ReadAllText(path), EvaluationJson.Pretty)!;
        Assert.Equal(results.Monitors[0].Rates[0], read.Monitors[0].Rates[0]);
    }

    [Fact]
    public void A_threshold_may_not_be_set_on_the_episodes_it_is_judged_by()
    {
        var error = Assert.Throws<ForewarnException>(() => Study(Options with { CalibrationSeeds = [2, 3] }));
        Assert.Contains("judged by", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    private static string[] Timeless(IEnumerable<MonitorRow> rows) =>
        [.. rows.Select(r => System.Text.Json.JsonSerializer.Serialize(r with { Milliseconds = [] }, EvaluationJson.Line))];

    /// <summary>Believes in the handle (d = 0) until a frame of the running plan shows d.</summary>
    private sealed class HopefulWorld : IWorldModel
    {
        public bool NeverSees { get; init; }

        public bool Throws { get; init; }

        public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
        {
            if (Throws) throw new InvalidOperationException("broken");
            float[] z = [.. history.Observations.Select(o => NeverSees ? 0 : o.State[1])];
            return new(new LatentTrajectory(z, z.Length, 1));
        }

        public ValueTask<LatentRollout> ImagineAsync(
            LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
        {
            int steps = modes.Steps / 2;
            float[] z = [.. Enumerable.Repeat(start.Values[0], steps)];
            return new(new LatentRollout(z, new float[steps], 1, steps, 1));
        }

        public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => new(new DecodedFrames([]));
    }
}
