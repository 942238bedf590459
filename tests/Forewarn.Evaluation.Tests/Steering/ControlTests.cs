using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Steering;

public sealed class ControlTests
{
    private static readonly WishCase[] Wishes =
        [.. SyntheticStudy.Wishes, new("use the arm", [], [], "neutral", Neutral: true)];

    private static (IReadOnlyList<SceneRow> Rows, SteeringResults Results) Study(
        IWishReader? reader = null, SteeringStudyOptions? options = null, IReadOnlyList<WishCase>? wishes = null)
    {
        wishes ??= Wishes;
        var narrator = new SyntheticNarrator();
        var chosen = reader ?? new KeywordReader();
        var steering = new SteeringOptions { Proposals = 16 };
        var rows = new SteeringStudy(options ?? SyntheticStudy.Options, wishes, () =>
        {
            var chooser = new PlanChooser(narrator, chosen, steering, TimeProvider.System);
            return SyntheticStudy.Bench(narrator) with
            {
                Selectors = [new BaseSampleSelector(), new RandomModeSelector(), new ForewarnSelector(chooser), new OracleSelector()],
                Controls = new(narrator, chosen, steering, TimeProvider.System),
            };
        }, TimeProvider.System).Run(SyntheticStudy.NewFolder());
        return (rows, SteeringAnalysis.Of(rows, wishes, narrator, SyntheticStudy.Run, 1, ["miss"]));
    }

    [Fact]
    public void A_perfect_chooser_passes_every_control()
    {
        var (rows, results) = Study();
        var controls = results.Controls!;
        // "take the handle" and "take the rim" are one sentence; "take it at rim-right" is another one.
        int both = rows.Count(r => Wishes[..2].All(w => r.Modes.Truth.Any(w.Fulfilled)));
        Assert.Equal(2, controls.Flips!.Pairs.Count);
        Assert.All(controls.Flips.Pairs, p => Assert.Equal((1.0, 1.0, both), (p.Flipped.Value, p.Followed.Value, p.Flipped.Count)));
        Assert.Equal((1.0, 2 * both), (controls.Flips.Flipped.Value, controls.Flips.Flipped.Count));

        // Both sides fit "take the rim" alike: which one comes may hang on the order, how good it is may not.
        Assert.Equal(1, controls.Position!.SameSuccess.Value);
        Assert.InRange(controls.Position.Same.Value, 0.5, 0.999);

        var all = controls.Abstention!.Groups[0];
        Assert.Equal((1.0, 0.0), (all.OnUnfit.Value, all.OnGood.Value));
        Assert.Equal(rows.Sum(r => Wishes[..3].Count(w => r.Modes.Truth.Any(t => !w.Fulfilled(t)))), all.OnUnfit.Count);
        Assert.Equal(rows.Sum(r => Wishes[..3].Count(w => r.Modes.Truth.Any(w.Fulfilled))), all.OnGood.Count);
        Assert.Equal(1, controls.Abstention.Separation);
        Assert.Contains(controls.Abstention.Curve, p => p is { OnUnfit: 1, OnGood: 0 });
        Assert.Equal((1.0, 1.0), (controls.Abstention.Curve[0].OnUnfit, controls.Abstention.Curve[0].OnGood));
    }

    [Fact]
    public void Where_one_line_fits_a_chooser_that_reads_has_no_place_it_likes()
    {
        var position = Study(wishes: [Wishes[0], Wishes[2], Wishes[3]]).Results.Controls!.Position!;
        Assert.Equal((1.0, 1.0), (position.Same.Value, position.SameRandom.Value));
        Assert.All(position.Slots, s => Assert.All(s.Shares, share => Assert.Equal(1.0 / s.Options, share, 1e-9)));
    }

    [Fact]
    public void A_liking_for_the_first_place_is_exposed()
    {
        var position = Study(new FirstPlaceReader()).Results.Controls!.Position!;
        Assert.All(position.Slots, s => Assert.Equal(1, s.Shares[0]));
        // Over all cyclic orders everything ties, so the average picks one line: a single order agrees once per slot count.
        Assert.InRange(position.SameCyclic.Value, 0, 0.75);
        Assert.True(position.Same.High < PositionResult.Bar);
    }

    [Fact]
    public void A_chooser_that_never_refuses_and_ignores_the_wish_fails_where_it_must()
    {
        var controls = Study(new StubbornReader()).Results.Controls!;
        Assert.Equal(0, controls.Flips!.Flipped.Value);
        Assert.Equal((0.0, 0.0), (controls.Abstention!.Groups[0].OnUnfit.Value, controls.Abstention.Groups[0].OnGood.Value));
    }

    [Fact]
    public void A_neutral_wish_is_shown_and_not_scored()
    {
        var (rows, results) = Study();
        Assert.DoesNotContain(results.Groups, g => g.Group == "neutral");
        Assert.DoesNotContain(results.Wishes, w => w.Text == "use the arm");
        var neutral = Assert.Single(results.Controls!.Neutral);
        Assert.Equal(1 - neutral.Nothing.Value, neutral.Chosen.Values.Sum(c => c.Value), 1e-9);
        foreach (var (mode, share) in neutral.Base)
            Assert.Equal(rows.Count(r => r.FirstSamples.Truth[0].Mode == mode), share.Value * rows.Count, 1e-9);
        foreach (var (mode, share) in neutral.Available)
            Assert.Equal(rows.Count(r => r.Modes.Truth.Any(t => t.Mode == mode)), share.Value * rows.Count, 1e-9);
    }

    [Fact]
    public void A_wish_without_words_must_be_refused_and_a_reader_that_takes_it_is_reported()
    {
        var careless = Study().Results.Controls!.EmptyWish!;
        Assert.Equal((0, 30), (careless.Refused, careless.Scenes));
        var careful = Study(new CarefulReader()).Results.Controls!.EmptyWish!;
        Assert.Equal(30, careful.Refused);
        Assert.Contains("no words", careful.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gap_to_the_oracle_is_what_was_left_on_the_table()
    {
        var results = Study().Results;
        foreach (var wish in results.Wishes)
        {
            var oracle = wish.Selectors.Single(s => s.Selector == "oracle");
            Assert.Null(oracle.GapToOracle);
            Assert.Equal(0, wish.Selectors.Single(s => s.Selector == "forewarn").GapToOracle!.Value);
            foreach (var other in wish.Selectors.Where(s => s != oracle))
                Assert.Equal((oracle.Successes - other.Successes) / 30.0, other.GapToOracle!.Value, 1e-9);
        }
        // Two groups hold the three wishes for one mode: they are pooled, with one sign-flip p.
        Assert.Equal(3, results.OneMode!.Wishes);
        Assert.NotNull(results.OneMode.Selectors.Single(s => s.Selector == "forewarn").PValue);
    }

    [Fact]
    public void Controls_survive_the_table_on_disk_and_have_their_tables()
    {
        string folder = SyntheticStudy.NewFolder();
        var (rows, results) = Study(options: SyntheticStudy.Options with { Episodes = 4 });
        string line = System.Text.Json.JsonSerializer.Serialize(rows[0], Evaluation.Runs.EvaluationJson.Line);
        var read = System.Text.Json.JsonSerializer.Deserialize<SceneRow>(line, Evaluation.Runs.EvaluationJson.Line)!;
        Assert.Equal(rows[0].Controls!.Wishes.Select(w => (w.All, w.Unfit, w.Orders.Count)),
            read.Controls!.Wishes.Select(w => (w.All, w.Unfit, w.Orders.Count)));
        Assert.Equal(6, ControlTables.All(results).Count);
        foreach (var table in SteeringTables.All(results)) Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        SteeringReport.Of(results, rows, folder).Save(Path.Combine(folder, "report.html"));
        string html = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("None of these", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pick up the mug by the handle", "pick up the mug by the rim", true)]
    [InlineData("pick up the mug by the handle", "pick up the mug by the left rim", true)]
    [InlineData("pick up the mug by the handle", "lift the cup by the rim", false)]
    [InlineData("pick up the mug by the handle", "pick up the mug by the handle", false)]
    [InlineData("handle", "rim", false)]
    [InlineData("avoid the handle", "avoid rim", false)]
    public void Sentences_are_one_when_they_differ_in_one_place(string a, string b, bool same) =>
        Assert.Equal(same, FlipAnalysis.SameTemplate(a, b));

    [Fact]
    public void A_mode_and_its_family_are_no_pair()
    {
        var rim = new WishCase("take the rim", ["rim"], [], "g");
        Assert.False(FlipAnalysis.IsPair(rim, new("take the left rim", ["rim-left"], [], "g")));
        Assert.False(FlipAnalysis.IsPair(rim, new("take the part", ["handle", "body"], [], "g")));
        Assert.True(FlipAnalysis.IsPair(rim, new("take the body", ["body"], [], "g")));
    }

    [Fact]
    public void Failures_are_counted_as_a_class_and_by_kind()
    {
        (string, string?)[] pairs =
        [
            ("slip", "slip"), ("slip", "miss"), ("slip", "handle"), ("slip", null), ("knock", "knock"), ("handle", "handle"),
            ("handle", "slip"), ("rim", null),
        ];
        var figures = FailureFigures.Of(pairs, ["slip", "knock", "miss"], new SeedStream(1));
        Assert.Equal(WilsonInterval.Of(3, 5), figures.Recall);
        Assert.Equal(WilsonInterval.Of(1, 3), figures.FalseCalls);
        Assert.Equal((0.25 + 1) / 2, figures.Macro.Value, 1e-12);
        Assert.Equal(["knock", "slip"], figures.Kinds.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(figures.Macro.Low, 0, figures.Macro.Value);
        var clustered = FailureFigures.Of(pairs, ["slip", "knock", "miss"], new SeedStream(1), [0, 0, 0, 0, 1, 1, 2, 2]);
        Assert.Equal(0.6, clustered.Recall.Value, 1e-12);
    }

    /// <summary>Chooses whatever is shown first.</summary>
    private sealed class FirstPlaceReader : IWishReader
    {
        public ValueTask<double[][]> ScoreAsync(
            string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline) => new([.. orders.Select(order =>
        {
            var row = Enumerable.Repeat(Math.Log(0.01), options.Count + 1).ToArray();
            row[order[0]] = Math.Log(0.95);
            return row;
        })]);
    }

    /// <summary>Chooses the line that comes first in the alphabet, whatever is wished.</summary>
    private sealed class StubbornReader : IWishReader
    {
        public ValueTask<double[][]> ScoreAsync(
            string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
        {
            string first = options.Order(StringComparer.Ordinal).First();
            // The score of "none" is 0.01 whatever is shown.
            double others = 0.09 / Math.Max(1, options.Count - 1), chosen = options.Count == 1 ? 0.99 : 0.9;
            double[] row = [.. options.Select(o => Math.Log(o == first ? chosen : others)), Math.Log(0.01)];
            return new([.. orders.Select(_ => row)]);
        }
    }

    private sealed class CarefulReader : IWishReader
    {
        private readonly KeywordReader _reader = new();

        public ValueTask<double[][]> ScoreAsync(
            string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline) => wish.Length == 0
            ? throw new ForewarnException("wish: found no words.", ExitCode.Usage)
            : _reader.ScoreAsync(wish, options, orders, deadline);
    }
}
