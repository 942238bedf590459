using Forewarn.Core;
using Forewarn.Evaluation.Asking;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Asking;

public sealed class AskingStudyTests : IDisposable
{
    private static readonly AskingStudyOptions s_options = new()
    {
        CalibrationSeed = 5, Seed = 6, CalibrationEpisodes = 60, Episodes = 60, Proposals = 64, Identity = "synthetic",
    };

    /// <summary>The handle is one way; the rim has two sides, and the person has one of them in mind.</summary>
    private static readonly WishCase[] s_wishes =
    [
        new("take the handle", ["handle"], ["rim"], "one way"),
        new("take the rim", ["rim-left", "rim-right"], ["handle"], "two ways"),
    ];

    private readonly string _folder = SyntheticStudy.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_clear_is_done_and_what_is_not_is_asked_and_done_as_meant()
    {
        var (results, rows) = Run();
        Assert.InRange(results.All.Coverage.Value, 0.87, 1);
        var clear = results.Groups["one way"];
        Assert.Equal((1.0, 1.0), (clear.Executed.Value, clear.ExecutedRight.Value));
        var open = results.Groups["two ways"];
        Assert.Equal((1.0, 1.0, 1.0), (open.Asked.Value, open.Resolved.Value, open.ResolvedDrawn.Value));
        Assert.Equal(1, open.Meant.Value);
        Assert.InRange(open.MeantUnasked.Value, 0.2, 0.8);
        Assert.True(results.MeantDifference.Low > 0);
        Assert.All(rows.Where(r => r.Decision!.Kind == AskingKind.Asked), r => Assert.Contains(" or ", r.Decision!.Question));
        string text = string.Join('\n', AskingTables.All(results).Select(PlainTable.Render));
        Assert.Contains("two ways", text);
        Assert.Contains("Promised coverage: at least 0.9", text);
    }

    /// <summary>Words that the reader does not know: asked about every time under a given threshold, settled by the answer, guessed at without.</summary>
    [Fact]
    public void What_is_not_known_is_always_asked_about()
    {
        WishCase[] wishes =
        [
            new("take it by the LUG", ["handle"], ["rim"], "unknown"), new("take it by the CROWN", ["rim-right"], ["handle", "rim-left"], "unknown"),
        ];
        var options = s_options with { Threshold = new ConformalThreshold(0.1, 0.3, 100, 0.1) };
        var (threshold, calibration, rows) = Study(new(), wishes, options).Run(_folder);
        Assert.Empty(calibration);
        Assert.Equal(options.Threshold, threshold);
        var all = AskingFigures.Of(rows);
        Assert.Equal((1.0, 1.0, 1.0), (all.Asked.Value, all.Coverage.Value, all.Resolved.Value));
        // The heaviest mode of this world misses.
        Assert.Equal((0.0, 1.0), (all.MeantUnasked.Value, all.Meant.Value));
        Assert.All(rows, r => Assert.StartsWith("I do not know the word '", r.Decision!.Question));
        Assert.All(rows, r => Assert.Equal((MeantWay.Offered, 1), (r.Decision!.Way, r.Decision.Answers)));
    }

    /// <summary>Where the words leave open what is meant, what is meant has to be kept: any way that the words allow is not enough.</summary>
    [Fact]
    public void An_open_wish_is_covered_by_what_the_person_has_in_mind()
    {
        WishCase open = new("take the rim", ["handle", "rim-left", "rim-right"], [], "vague", Open: true);
        var given = s_options with { Threshold = new ConformalThreshold(0.1, 0.3, 100, 0.1) };
        var rows = Study(new(), [open], given).Run(_folder).HeldOut;
        Assert.Equal(rows.Select(r => r.Decision!.Intent != "handle"), rows.Select(r => r.Decision!.Covered));
        var (calibrated, _, judged) = Study(new(), [open], s_options).Run(Path.Combine(_folder, "open"));
        Assert.InRange(AskingFigures.Of(judged).Coverage.Value, 0.87, 1);
        Assert.True(calibrated.LeastChance < Study(new(), [open with { Open = false }], s_options).Run(Path.Combine(_folder, "any")).Threshold.LeastChance);
    }

    /// <summary>A threshold that leaves what is meant out of the question: the person says so, and the next question offers it.</summary>
    [Fact]
    public void What_a_question_left_out_is_reached_by_something_else()
    {
        WishCase[] wishes = [new("take the rim", ["handle", "rim-left", "rim-right"], [], "vague")];
        var options = s_options with { Threshold = new ConformalThreshold(0.1, 0.3, 100, 0.1) };
        var rows = Study(new(), wishes, options).Run(_folder).HeldOut;
        var left = rows.Where(r => r.Decision!.Intent == "handle").ToArray();
        Assert.NotEmpty(left);
        Assert.All(left, r => Assert.Equal(
            (MeantWay.NotOffered, "something else", 2, true), (r.Decision!.Way, r.Decision.Answer, r.Decision.Answers, r.Decision.Meant)));
        Assert.All(rows.Except(left), r => Assert.True(r.Decision!.ResolvedInOne()));
        var all = AskingFigures.Of(rows);
        Assert.Equal((1.0, 1 - (double)left.Length / rows.Count), (all.ResolvedLater.Value, all.Resolved.Value));
    }

    [Fact]
    public void A_killed_study_goes_on_to_the_same_rows()
    {
        var (_, whole) = Run();
        string table = Path.Combine(_folder, "held-out.jsonl");
        string[] lines = File.ReadAllLines(table);
        File.WriteAllText(table, string.Join('\n', lines[..20]) + "\n" + lines[20][..7]);
        var (_, again) = Run();
        Assert.Equal(whole, again);
        Assert.Equal(lines, File.ReadAllLines(table));
    }

    [Fact]
    public void A_narrator_that_confuses_sides_cannot_ask_about_them()
    {
        var (results, _) = Run(new SyntheticNarrator(confusesSides: true));
        Assert.Equal(0, results.Groups["two ways"].Asked.Value);
        Assert.InRange(results.Groups["two ways"].Meant.Value, 0.2, 0.8);
    }

    [Fact]
    public void Scenes_that_were_calibrated_on_are_not_judged_on() =>
        Assert.Contains("two different ones", Assert.Throws<ForewarnException>(() => Study(new(), s_wishes, s_options with { Seed = 5 }).Run(_folder)).Message);

    [Fact]
    public void Wishes_that_accept_nothing_are_refused() => Assert.Contains("what fulfills them",
        Assert.Throws<ForewarnException>(() => Study(new(), [new("take it", [], [], "none", Neutral: true)], s_options).Run(_folder)).Message);

    private (AskingResults Results, IReadOnlyList<AskingRow> Rows) Run(SyntheticNarrator? narrator = null)
    {
        var (threshold, _, rows) = Study(narrator ?? new(), s_wishes, s_options).Run(_folder);
        return (AskingResults.Of(SyntheticStudy.Run, threshold, rows, s_wishes), rows);
    }

    private static AskingStudy Study(SyntheticNarrator narrator, WishCase[] wishes, AskingStudyOptions options) => new(options, wishes, () => new(
        new SyntheticTask(), new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), new() { Proposals = 128 }), new SyntheticWorldModel(),
        new PlanGuards(), narrator, threshold => new PlanChooser(narrator, new KeywordReader(), new(), TimeProvider.System, threshold), narrator), TimeProvider.System);
}
