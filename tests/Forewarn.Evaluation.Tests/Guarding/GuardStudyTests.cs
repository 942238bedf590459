using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Guarding;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Guarding;

public sealed class GuardStudyTests : IDisposable
{
    private const double DoomedFrom = 0.3, FailingFrom = 0.5;

    private static readonly GuardStudyOptions Options = new()
    {
        Seeds = [31], Episodes = 30, Proposals = 24, Hazards = 2, Rows = SyntheticTask.Steps, Identity = "synthetic",
    };

    private static readonly WishCase[] Wishes = [new("take the handle", ["handle"], [], "trained"), new("take the rim", ["rim"], [], "trained")];

    private readonly string _folder = SyntheticStudy.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_tube_keeps_doomed_plans_back_that_the_failure_set_lets_pass()
    {
        var rows = Play("a");
        Assert.Contains(rows, r => r.Plans.Any(p => p.Fate.Doomed));
        var results = Analyze(rows);
        var any = Whole(results, GuardStudy.Any);
        Assert.True(any["limits"].Doomed > 0 && any["limits"].Failing > 0);
        Assert.Equal((0, any["failure set"].DoomedShare.Value > 0), (any["failure set"].Failing, true));
        Assert.Equal((0, 0, any["tube"].Decisions), (any["tube"].Failing, any["tube"].Doomed, any["tube"].Dispatched));
        // Words never took a plan beyond the mug, so that no guard changes what they reach.
        var words = Whole(results, GuardStudy.Words);
        Assert.All(words.Values, w => Assert.Equal(words["limits"].Success.Value, w.Success.Value));
        Assert.All([words["tube"], words["failure set"]], w => Assert.Equal((0, 0, 1), (w.Discordant!.OnlyFirst, w.Discordant.OnlySecond, w.PValue)));
        Assert.Equal((true, true), (results.MeetsDoomedBar, results.SuccessNotLower));
        var detection = results.Detection.ToDictionary(d => (d.Guard, d.Plans));
        Assert.Equal((0, 0), (detection[("tube", "all")].DoomedAccepted.Value, detection[("tube", "all")].SafeRefused.Value));
        Assert.Equal((1, 0), (detection[("failure set", "all")].DoomedAccepted.Value, detection[("failure set", "all")].FailingAccepted.Value));
        Assert.Equal(rows.Sum(r => r.Plans.Count(p => p.Fate.Doomed)), results.Hazards.Single(h => h is { Guard: "tube", Truth: PlanHazard.Doomed }).Count);
        Assert.Contains("any plan that passes", PlainTable.Render(GuardTables.All(results)[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_and_resuming_change_nothing()
    {
        string one = Text(Play("one"));
        Assert.Equal(one, Text(Play("two", workers: 3)));
        string table = Path.Combine(_folder, "one", GuardStudy.TableFile);
        File.WriteAllLines(table, File.ReadAllLines(table)[..9]);
        Assert.Equal(one, Text(Play("one")));
        Assert.Throws<ForewarnException>(() => Play("one", hazards: 3));
    }

    [Fact]
    public void Plays_are_kept_for_other_guards_and_refused_for_other_plans()
    {
        var rows = Play("plays");
        string folder = Path.Combine(_folder, "plays");
        File.Delete(Path.Combine(folder, GuardStudy.TableFile));
        string plays = Path.Combine(folder, GuardStudy.PlaysFile), kept = File.ReadAllText(plays);
        Assert.Equal(Text(rows), Text(Play("plays")));
        Assert.Equal(kept, File.ReadAllText(plays));

        File.Delete(Path.Combine(folder, GuardStudy.TableFile));
        string[] lines = File.ReadAllLines(plays);
        string digest = JsonDocument.Parse(lines[1]).RootElement.GetProperty("plans").GetString()!;
        File.WriteAllLines(plays, lines.Select(l => l.Replace(digest, new string('0', 64), StringComparison.Ordinal)));
        Assert.Contains("other plans than those that were played", Assert.Throws<ForewarnException>(() => Play("plays")).Message);
    }

    [Fact]
    public void Figures_are_those_of_hand_numbers()
    {
        // Plan 0 is doomed, plan 1 a good handle. Two scenes; without a guard scene 0 takes the doomed plan, with one nothing.
        GuardedPlan[] plans = [Plan("miss", doomed: true, [true, false]), Plan("handle", doomed: false, [true, true])];
        GuardRow[] rows = [Row(0, plans, [0, -1]), Row(1, plans, [1, 1])];
        var results = GuardAnalysis.Of(rows, Wishes[..1], Options, SyntheticStudy.Run);
        var (off, on) = (results.Dispatches[0], results.Dispatches[1]);
        Assert.Equal((2, 2, 1, 0, 0.5, 0.5), (off.Decisions, off.Dispatched, off.Doomed, off.Failing, off.DoomedShare.Value, off.Success.Value));
        Assert.Equal((2, 1, 0, 0.0, 0.5), (on.Decisions, on.Dispatched, on.Doomed, on.DoomedShare.Value, on.Success.Value));
        Assert.Equal((0.0, 0, 0), (on.Difference!.Value, on.Discordant!.OnlyFirst, on.Discordant.OnlySecond));
        Assert.Null(off.Difference);
        Assert.Equal((1.0, 0.0, 2), (results.Detection[0].DoomedAccepted.Value, results.Detection[3].DoomedAccepted.Value, results.Detection[3].DoomedAccepted.Count));
    }

    [Fact]
    public void Heads_are_compared_where_they_refuse_as_many_safe_modes()
    {
        // Ten safe modes with values .1 to 1, a doomed plan at .15; the margin puts it at .95.
        GuardedPlan Traced(bool doomed, float margin, float value) =>
            new(doomed, new(false, doomed, new("miss", "miss")), [true, true], [null, new SafetyTrace(PlanHazard.None, value, 1, margin, 0, 0, 1)]);
        GuardedPlan[] plans = [.. Enumerable.Range(1, 10).Select(i => Traced(false, i / 10f, i / 10f)), Traced(true, 0.95f, 0.15f)];
        var levels = GuardAnalysis.Of([Row(0, plans, [0, 0]), Row(1, plans, [0, 0])], Wishes[..1], Options, SyntheticStudy.Run).Levels;
        var one = levels.Single(l => l is { Head: "value", Refused: 0.1 });
        Assert.Equal((0.1f, 1.0), (one.Level, one.DoomedAccepted.Value));
        Assert.All(levels.Where(l => l.Head == "margin"), l => Assert.Equal(1, l.DoomedAccepted.Value));
        Assert.All(levels.Where(l => l.Refused == 0), l => Assert.True(l.Level < 0.1f));
        Assert.Equal(10, levels.Count);
    }

    [Fact]
    public void A_doomed_plan_that_fulfills_the_wish_is_no_success()
    {
        GuardedPlan[] plans = [Plan("handle", doomed: true, [true, true])];
        var results = GuardAnalysis.Of([Row(0, plans, [0, 0]), Row(1, plans, [0, 0])], Wishes[..1], Options, SyntheticStudy.Run);
        Assert.All(results.Dispatches, d => Assert.Equal(0, d.Success.Value));
        Assert.False(results.MeetsDoomedBar);
    }

    [Fact]
    public void Sizes_and_wishes_that_say_nothing_are_refused()
    {
        Assert.Throws<ForewarnException>(() => (Options with { Seeds = [1, 1] }).Validated());
        Assert.Throws<ForewarnException>(() => (Options with { Hazards = -1 }).Validated());
        Assert.Throws<ForewarnException>(() => new GuardStudy(Options, [], Bench, TimeProvider.System).Run(_folder));
        Assert.Throws<ForewarnException>(() => GuardAnalysis.Of([], Wishes, Options, SyntheticStudy.Run));
    }

    private static GuardedPlan Plan(string did, bool doomed, bool[] accepted) => new(doomed, new(false, doomed, new(did, did)), accepted, [null, null]);

    private static GuardRow Row(int episode, GuardedPlan[] plans, int[] chosen) =>
        new(1, episode, ["off", "on"], plans, [new(0, GuardStudy.Any, chosen)], [0, 0], true);

    private IReadOnlyList<GuardRow> Play(string name, int workers = 1, int hazards = 2) =>
        new GuardStudy(Options with { Workers = workers, Hazards = hazards }, Wishes, Bench, TimeProvider.System)
            .Run(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);

    private static GuardBench Bench()
    {
        var task = new SyntheticTask();
        var narrator = new SyntheticNarrator();
        return new(
            task, new Strays(task), new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), new() { Proposals = 24 }),
            new SyntheticWorldModel(), narrator, new PlanChooser(narrator, new KeywordReader(), new(), TimeProvider.System),
            [
                new("limits", new Beyond(double.PositiveInfinity, looks: false)), new("failure set", new Beyond(FailingFrom, looks: true)),
                new("tube", new Beyond(DoomedFrom, looks: true)),
            ]);
    }

    private static GuardResults Analyze(IReadOnlyList<GuardRow> rows) => GuardAnalysis.Of(rows, Wishes, Options, SyntheticStudy.Run);

    private static Dictionary<string, DispatchFigures> Whole(GuardResults results, string chooser) =>
        results.Dispatches.Where(d => d.Wish is null && d.Chooser == chooser).ToDictionary(d => d.Guard);

    /// <summary>Rows without what the clock adds.</summary>
    private static string Text(IReadOnlyList<GuardRow> rows) =>
        JsonSerializer.Serialize(rows.Select(r => r with { Milliseconds = [], Warm = true }), EvaluationJson.Line);

    /// <summary>Plans that stray far from the object are doomed, and farther ones fail.</summary>
    private sealed class Strays(SyntheticTask task) : IPlanHazards
    {
        public ActionChunk Endanger(ActionChunk plan, int rows, SeedStream seed) =>
            new(SyntheticProposer.Plan(seed.Next(2) == 0 ? 0.4 : 0.6, task.Observe().Latest.State[0]), plan.Spec);

        public PlanFate Play(ActionChunk plan, int rows)
        {
            double d = plan.Row(SyntheticTask.Closing)[0] - task.Observe().Latest.State[0];
            return new(d > FailingFrom, d is > DoomedFrom and <= FailingFrom, task.Execute(plan, recordFrames: false).Label);
        }
    }

    private sealed class Beyond(double limit, bool looks) : IPlanGuard
    {
        public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout) => new(
            [.. Enumerable.Range(0, modes.Count).Select(k => rollout!.Mode(k)[^1]).Select(d => new GuardFinding(d <= limit, "")
            {
                Foreseen = looks ? new(d > FailingFrom ? PlanHazard.Failing : d > DoomedFrom ? PlanHazard.Doomed : PlanHazard.None, (float)-d, 1, 0, 0, 0, 1) : null,
            })]);
    }
}
