using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Resets;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Resets;

public sealed class ResetStudyTests : IDisposable
{
    private static readonly ResetStudyOptions Options = new()
    {
        Seeds = [21], Episodes = 25, Proposals = 24, PairsPerKind = 2, PrefixRows = 2, LoggedPlans = 2, Identity = "synthetic",
    };

    private static readonly WishCase[] Wishes = [new("take the handle", ["handle"], [], "trained"), new("take the rim", ["rim"], [], "trained")];

    private readonly string _folder = SyntheticStudy.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_perfect_world_model_makes_no_error_at_the_start_or_after_the_first_rows()
    {
        var rows = Play("a");
        Assert.All(rows, r => Assert.Equal((r.Repeats, true), (r.Repeated, r.Pairs.Count > 0)));
        var results = Analyze(rows);
        Assert.Equal(["all pairs", "replan 0, different modes", "replan 0, same mode", "replan 1, different modes", "replan 1, same mode"],
            results.Groups.Select(g => g.Name));
        foreach (var group in results.Groups)
        {
            var classifier = group.Figures.Single(f => f.Judge == "outcome classifier");
            Assert.Equal((0, 0, 0), (classifier.Bias.Value, classifier.MeanAbsoluteError.Value, classifier.ValueBias.Value));
            Assert.Equal(group.Pairs * Wishes.Length, group.Questions);
            if (group.Decided == 0) continue;
            Assert.Equal((1, 1), (classifier.SignAgreement.Value, Math.Round(classifier.Correlation.Value, 12)));
            // A log of two plans for each other scene, which knows nothing of where this object stands, does worse.
            Assert.True(group.Figures.Single(f => f.Source == ResetSource.LogReplay).MeanAbsoluteError.Value > 0.05);
        }
        Assert.True(results.Groups[1].Decided > 0 && results.Groups[2].Decided == 0 && results.Groups[3].Decided > 0);
        Assert.Contains("log replay, nearest logged plan", PlainTable.Render(ResetTables.All(results)[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_sides_of_the_second_decision_share_the_first_plans_rows()
    {
        int cut = Options.PrefixRows * SyntheticTask.Spec.Width;
        var pairs = Play("a").SelectMany(r => r.Pairs).ToArray();
        Assert.Equal(pairs.Count(p => p.Replan == 0), pairs.Count(p => p.Replan == 1));
        foreach (var (start, again) in pairs.Where(p => p.Replan == 0).Zip(pairs.Where(p => p.Replan == 1)))
        {
            Assert.Equal(start.First.Values, again.First.Values);
            Assert.Equal(start.First.Values[..cut], again.Second.Values[..cut]);
            Assert.Equal(start.Second.Values[cut..], again.Second.Values[cut..]);
        }
    }

    [Fact]
    public void A_blended_plan_leaves_the_first_one_in_equal_steps()
    {
        int cut = Options.PrefixRows * SyntheticTask.Spec.Width, width = SyntheticTask.Spec.Width;
        foreach (var pair in Play("a", blend: 2).SelectMany(r => r.Pairs).Where(p => p.Replan == 1))
        {
            float from = pair.First.Values[cut], to = pair.Second.Values[cut + 2 * width];
            Assert.Equal(from + (to - from) / 3, pair.Second.Values[cut], 1e-5);
            Assert.Equal(from + (to - from) * 2 / 3, pair.Second.Values[cut + width], 1e-5);
            Assert.Equal(pair.First.Values[..cut], pair.Second.Values[..cut]);
        }
    }

    [Fact]
    public void Workers_and_resuming_change_nothing()
    {
        string one = Text(Play("one"));
        Assert.Equal(one, Text(Play("two", workers: 3)));
        string table = Path.Combine(_folder, "one", ResetStudy.TableFile);
        File.WriteAllLines(table, File.ReadAllLines(table)[..9]);
        Assert.Equal(one, Text(Play("one")));
        Assert.Equal(Figures(Analyze(Play("one"))), Figures(Analyze(Play("two"))));
    }

    [Fact]
    public void Errors_are_those_of_hand_numbers()
    {
        // Two scenes, one pair each, one wish: differences in the simulator 1 and 0, of the classifier .5 and -.2.
        ResetRow[] rows =
        [
            Row(0, ("handle", 0.9f), ("miss", 0.4f)),
            Row(1, ("miss", 0.1f), ("miss", 0.3f)),
        ];
        var found = ResetAnalysis.Of(rows, Wishes[..1], Options, new KeyframeDistance(), SyntheticTask.Spec, SyntheticStudy.Run).Groups[0].Figures[0];
        Assert.Equal((0.5 - 1 + 0.2) / 2, found.Bias.Value, 1e-6);
        Assert.Equal((0.5 + 0.2) / 2, found.MeanAbsoluteError.Value, 1e-6);
        Assert.Equal((1.0, 1), (found.SignAgreement.Value, found.SignAgreement.Count));
        Assert.Equal(0.5 / Math.Sqrt(0.29), found.Correlation.Value, 1e-6);
        Assert.Equal(((-0.1 + 0.4) / 2 + (0.1 + 0.3) / 2) / 2, found.ValueBias.Value, 1e-6);
    }

    [Fact]
    public void The_log_answers_with_the_nearest_plan_of_another_scene()
    {
        float[] near = SyntheticProposer.Plan(0, 0.5), far = SyntheticProposer.Plan(0.2, 0.5), own = SyntheticProposer.Plan(0.001, 0.5);
        ResetRow[] rows =
        [
            Row(0) with { Logged = [new(own, new("rim-left", "rim"))] },
            Row(1) with { Logged = [new(near, new("handle", "handle")), new(far, new("miss", "miss"))] },
        ];
        var log = new LogReplay(rows, new KeyframeDistance(), SyntheticTask.Spec);
        Assert.Equal(["handle", "miss"], log.Nearest(rows[0], [own, SyntheticProposer.Plan(0.15, 0.5)]).Select(l => l.Mode));
    }

    private static ResetRow Row(int episode, params (string Did, float Handle)[] sides) => new(
        1, episode, [new(SyntheticProposer.Plan(0, 0.5), new("miss", "miss"))],
        sides.Length == 0 ? [] : [new(0, false, Side(sides[0]), Side(sides[1]))], ["handle", "miss"], 0, 0);

    private static ResetSide Side((string Did, float Handle) side) =>
        new(SyntheticProposer.Plan(0.01, 0.5), new(side.Did, side.Did), [side.Handle, 1 - side.Handle], "", [0]);

    private IReadOnlyList<ResetRow> Play(string name, int workers = 1, int blend = 0) => new ResetStudy(
        Options with { Workers = workers, BlendRows = blend }, Wishes,
        () => new(new SyntheticTask(), new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), new() { Proposals = 24 }),
            new KeyframeDistance(), new PartialWorldModel(), new SyntheticNarrator(), new KeywordReader(), new LatentClasses()),
        TimeProvider.System).Run(Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);

    private static ResetResults Analyze(IReadOnlyList<ResetRow> rows) =>
        ResetAnalysis.Of(rows, Wishes, Options, new KeyframeDistance(), SyntheticTask.Spec, SyntheticStudy.Run);

    private static string Text(IReadOnlyList<ResetRow> rows) => System.Text.Json.JsonSerializer.Serialize(rows, EvaluationJson.Line);

    private static string Figures(ResetResults results) => System.Text.Json.JsonSerializer.Serialize(results.Groups, EvaluationJson.Line);

    /// <summary>Knows where the object stands from any frame, and what the rest of a plan does.</summary>
    private sealed class PartialWorldModel : IWorldModel
    {
        public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline)
        {
            Assert.Equal((history.Observations.Count - 1) * 2 * SyntheticTask.Spec.Width, history.Actions.Length);
            return new(new LatentTrajectory([.. history.Observations.Select(o => o.State[0])], history.Observations.Count, 1));
        }

        public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline)
        {
            int steps = modes.Steps / 2, closing = SyntheticTask.Closing - (SyntheticTask.Steps - modes.Steps);
            var z = new float[modes.Count * steps];
            for (int i = 0; i < z.Length; i++) z[i] = modes.Plan(i / steps)[5 * closing] - start.Values[0];
            return new(new LatentRollout(z, new float[z.Length], modes.Count, steps, 1));
        }

        public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => throw new NotSupportedException();
    }

    private sealed class LatentClasses : IOutcomeClassifier
    {
        public IReadOnlyList<string> Classes { get; } = ["handle", "rim", "miss"];

        public ValueTask<float[]> ClassifyAsync(LatentRollout rollout, CancellationToken deadline)
        {
            Assert.Equal(SyntheticTask.Steps / 2, rollout.Steps);
            return new([.. Enumerable.Range(0, rollout.Count)
                .SelectMany(k => Classes.Select(c => SyntheticTask.Label(rollout.Mode(k)[^1]).Outcome == c ? 1f : 0))]);
        }
    }
}
