using Forewarn.Evaluation.Preferences;
using Forewarn.Recording;

namespace Forewarn.Evaluation.Tests.Preferences;

public sealed class PreferenceStatisticsTests
{
    [Fact]
    public void Judgments_of_one_pair_agree_or_not_whichever_side_stood_first()
    {
        // a over b twice, b over a once, and a tie of c and d judged twice.
        var found = Of(Judged("a", "b"), Judged("a", "b"), Judged("b", "a"), Judged("c", "d", tie: true), Judged("d", "c", tie: true));
        Assert.Equal(new(2, 4, 2), found.Agreement);
        Assert.Equal(0.5, found.Agreement.Share);
        Assert.Equal(2, found.Ties);
    }

    [Fact]
    public void A_circle_of_three_is_found_and_an_order_is_none()
    {
        Assert.Equal(new(1, 1), Of(Judged("a", "b"), Judged("b", "c"), Judged("c", "a")).Triples);
        Assert.Equal(new(1, 1), Of(Judged("b", "a"), Judged("a", "c"), Judged("c", "b")).Triples);
        Assert.Equal(new(1, 0), Of(Judged("a", "b"), Judged("b", "c"), Judged("a", "c")).Triples);
        // A tie says nothing, nor do two plans of another prompt.
        Assert.Equal(new(0, 0), Of(Judged("a", "b"), Judged("b", "c"), Judged("c", "a", tie: true)).Triples);
        Assert.Equal(new(0, 0), Of(Judged("a", "b"), Judged("b", "c"), Judged("c", "a", wish: "other")).Triples);
        // Two against one: the majority makes an order.
        Assert.Equal(new(1, 0), Of(Judged("a", "b"), Judged("b", "c"), Judged("c", "a"), Judged("a", "c"), Judged("a", "c")).Triples);
    }

    [Fact]
    public void All_circles_among_four_are_counted()
    {
        // a > b > c > a and d below all: 4 triples, one cyclic.
        var found = Of(Judged("a", "b"), Judged("b", "c"), Judged("c", "a"), Judged("a", "d"), Judged("b", "d"), Judged("c", "d"));
        Assert.Equal(new(4, 1), found.Triples);
        Assert.Equal(0.25, found.Triples.Share);
    }

    [Fact]
    public void Numbers_cover_the_rows_that_have_them()
    {
        var found = Of(Judged("a", "b") with { Margin = 1 }, Judged("a", "c") with { Margin = 3 }, Judged("b", "c"));
        Assert.Equal((2, 2, 1, 3), (found.Margins!.Count, found.Margins.Mean, found.Margins.Least, found.Margins.Most));
        Assert.Null(found.Confidences);
        Assert.Equal(3, found.Sources["operator"]);
        Assert.Equal((3, 3), (found.Rows, found.Wishes["take it"]));
    }

    private static PreferenceStatistics Of(params PreferenceRecord[] records) =>
        PreferenceStatistics.Of(new() { Records = records, Texts = [], Unpaired = [], Dropped = [] });

    private static PreferenceRecord Judged(string better, string worse, bool tie = false, string wish = "take it")
    {
        var prompt = new PreferencePrompt(wish, "o", "h");
        return new()
        {
            Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt), Chosen = Plan(better), Rejected = Plan(worse), PolicyId = "p@1",
            LabelSource = "operator", Tie = tie, EpisodeId = "e", PrefixHash = "h", FuturePolicyId = "p@1", Observations = [],
            Provenance = new("", "run", 0, 0, "Steered", [], "absolute", "base", 10, new Dictionary<string, string>(), "1"),
        };
    }

    private static PreferencePlan Plan(string name) => new([[name[0]]]);
}
