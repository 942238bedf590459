using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Replay;

public sealed class ReplayStudyTests
{
    private static readonly SyntheticNarrator s_narrator = new();
    private static readonly RecordedSession s_session = new("1", RecordedRun.Seed, RecordedRun.Models, "");

    [Fact]
    public async Task The_same_models_decide_the_same_and_another_seed_does_not()
    {
        var recorded = await Record("take the handle", "take the rim", "take the zebra");
        var rows = recorded.Select(r => Study().Play(r, null, CancellationToken.None)!).ToArray();
        Assert.All(rows, row => Assert.Empty(row.Differences));
        Assert.All(rows, row => Assert.True(row.SamePlan == true && row.IsComplete && row.Choice == row.RecordedChoice));
        var reseeded = recorded[0] with { Decision = recorded[0].Decision with { SeedKey = 4 } };
        Assert.Contains(Study().Play(reseeded, null, CancellationToken.None)!.Differences, d => d.StartsWith("modes", StringComparison.Ordinal));
        // Another narrator sees no difference between the sides, and says so in its narrations.
        var confused = Study(new SyntheticNarrator(confusesSides: true)).Play(recorded[0], null, CancellationToken.None)!;
        Assert.Contains(confused.Differences, d => d.StartsWith("narrations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Selectors_choose_among_the_recorded_modes_and_another_wish_another_plan()
    {
        var recorded = Assert.Single(await Record("take the handle"));
        var row = Study().Play(recorded, null, CancellationToken.None)!;
        Assert.Equal(recorded.Decision.Chosen, row.Selectors["forewarn"]);
        float[] mass = recorded.Decision.Modes!.Mass;
        Assert.Equal(Array.IndexOf(mass, mass.Max()), row.Selectors["heaviest mode"]);
        Assert.Equal("handle", row.Said!.Outcome);
        Assert.Equal(recorded.Decision.Modes.Count, row.Modes.Count);
        Assert.All(row.Modes, m => Assert.Equal(Math.Exp(-0.1), m.Confidence, 12));
        var other = Study().Play(recorded, "take the rim", CancellationToken.None)!;
        Assert.False(other.SamePlan!.Value);
        Assert.Contains("rim", other.Modes[other.Selectors["forewarn"]].Narration, StringComparison.Ordinal);
        Assert.False(other.IsComplete);
    }

    [Fact]
    public async Task Figures_count_what_they_say()
    {
        var recorded = await Record("take the handle", "take the rim", "take the handle", "take the handle");
        string[] happened = ["handle", "rim-left", "rim-left", "handle"];
        var rows = recorded.Select((r, i) => Study().Play(r with { Happened = new(happened[i], happened[i].Split('-')[0]) }, null, CancellationToken.None)!).ToArray();
        var results = ReplayAnalysis.Of(rows, blind: 2, s_narrator, SyntheticStudy.Run);
        Assert.Equal((6, 2, 4, 4), (results.Decisions, results.Blind, results.Comparable, results.Equal));
        Assert.Equal(0.75, results.NarrationOutcome!.Value);
        var bin = Assert.Single(results.Calibration!.Bins);
        Assert.Equal((0.75, 4), (bin.Accuracy, bin.Count));
        Assert.Equal(Math.Abs(Math.Exp(-0.1) - 0.75), results.Calibration.Error, 12);
        Assert.Equal(1, results.Selectors.Single(s => s.Selector == "forewarn").Same.Value);
        Assert.Equal(7, results.Latency.Count);
        string html = ReplayReport.Of(results).Render();
        Assert.Contains("take the rim", html, StringComparison.Ordinal);
        Assert.Contains("4 of 4", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_far_from_the_training_data_is_told()
    {
        var recorded = Assert.Single(await Record("take the handle"));
        var strange = Study(familiar: new(new([10, 0], [1, 1]), ["x_m", "d_m"], 1)).Play(recorded, null, CancellationToken.None)!;
        Assert.StartsWith("x_m is -9.", Assert.Single(strange.Strangeness), StringComparison.Ordinal);
        Assert.Equal(["the ensemble disagrees 4.0 times as much as on held-out episodes"], new FamiliarRange(new([], []), [], 0.5).Strange([], [1, 2]));
    }

    [Fact]
    public async Task A_decision_without_what_it_saw_cannot_be_made_again()
    {
        var recorded = Assert.Single(await Record("take the handle"));
        Assert.Null(Study().Play(recorded with { History = null }, null, CancellationToken.None));
    }

    private static ReplayStudy Study(SyntheticNarrator? narrator = null, FamiliarRange? familiar = null)
    {
        narrator ??= s_narrator;
        var chooser = new PlanChooser(narrator, new KeywordReader(), RecordedRun.Options, TimeProvider.System);
        return new(new ReplayBench(
            RecordedRun.Parts with { Verifier = chooser }, RecordedRun.Options, new SeedStreams(RecordedRun.Seed), RecordedRun.Models, narrator,
            [new HeaviestModeSelector(), new ForewarnSelector(chooser)], s_narrator, familiar ?? new(new([0.5f, 0], [1, 1]), ["x_m", "d_m"], 1)),
            TimeProvider.System);
    }

    private static async Task<RecordedDecision[]> Record(params string[] wishes)
    {
        string folder = SyntheticStudy.NewFolder();
        try
        {
            using var run = new RecordedRun(Path.Combine(folder, "bag"));
            for (int i = 0; i < wishes.Length; i++) await run.Decide(i, wishes[i]);
            return [.. run.Decided.Select(d => new RecordedDecision(0, d.Decision, d.History, s_session, "/forewarn"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
