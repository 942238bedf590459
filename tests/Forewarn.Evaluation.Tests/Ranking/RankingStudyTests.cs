using Forewarn.Core;
using Forewarn.Evaluation.Ranking;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Ranking;

public sealed class RankingStudyTests
{
    private const int Scenes = 40;

    private static readonly RankingLimits Limits = new();

    [Theory]
    [InlineData(new[] { 0.1, 0.3, 0.6 }, new[] { 0.2, 0.3, 0.5 }, 1.0)]
    [InlineData(new[] { 0.1, 0.3, 0.6 }, new[] { 0.5, 0.3, 0.2 }, -1.0)]
    [InlineData(new[] { 0.1, 0.3, 0.6 }, new[] { 0.3, 0.1, 0.6 }, 1.0 / 3)] // two of three pairs
    [InlineData(new[] { 0.1, 0.3, 0.6 }, new[] { 0.3, 0.3, 0.4 }, 2.0 / 3)] // a tie is neither
    [InlineData(new[] { 0.001, 0.002, 0.997 }, new[] { 0.002, 0.001, 0.997 }, 1.0)] // the two that lose are not told apart
    [InlineData(new[] { 0.5, 0.5 }, new[] { 0.1, 0.9 }, null)]
    [InlineData(new[] { 1.0 }, new[] { 1.0 }, null)]
    public void Tau_counts_the_pairs_that_the_reference_tells_apart(double[] reference, double[] candidate, double? wanted)
    {
        double? found = RankAgreement.Tau(reference, candidate, 0.01);
        Assert.Equal(wanted is null, found is null);
        Assert.Equal(wanted ?? 0, found ?? 0, 1e-12);
    }

    [Fact]
    public void A_verifier_agrees_with_itself_and_passes()
    {
        var result = RankingResult.Of(Play(new SyntheticNarrator(), new KeywordReader()));
        Assert.Equal((1, 1), (result.SameChoice.Value, result.Agreement.Value));
        Assert.Equal((0, 0), (result.Regret.Value, result.Regret.High));
        Assert.Equal(Scenes * SyntheticStudy.Wishes.Length, result.SameChoice.Count);
        Assert.Empty(result.Breaches(Limits));
    }

    [Fact]
    public void The_reference_succeeds_where_a_plan_that_fits_was_drawn()
    {
        var rows = Play(new SyntheticNarrator(), new KeywordReader());
        Assert.All(rows, row => Assert.Equal(row.Reference >= 0, row.ReferenceFulfils));
        Assert.Contains(rows, row => row.Reference < 0);
    }

    /// <summary>A narrator that says left for right costs exactly the choices of a side, and the gate says so.</summary>
    [Fact]
    public void A_verifier_that_confuses_sides_is_refused_for_what_it_loses()
    {
        var rows = Play(new SyntheticNarrator(confusesSides: true), new KeywordReader());
        var result = RankingResult.Of(rows);
        int lost = rows.Count(r => r.ReferenceFulfils is true && r.CandidateFulfils is false);
        int won = rows.Count(r => r.ReferenceFulfils is false && r.CandidateFulfils is true);
        Assert.True(lost > 0);
        Assert.Equal((double)(lost - won) / rows.Count, result.Regret.Value, 1e-12);
        Assert.All(rows.Where(r => SyntheticStudy.Wishes[r.Wish].Accept[0] == "handle"), r => Assert.Equal(r.Reference, r.Candidate));
        string[] breaches = [.. result.Breaches(Limits)];
        Assert.Contains(breaches, b => b.StartsWith("selection regret", StringComparison.Ordinal));
        Assert.Contains(breaches, b => b.StartsWith("same choice", StringComparison.Ordinal));
    }

    [Fact]
    public void A_verifier_that_turns_the_ranking_around_is_refused()
    {
        var result = RankingResult.Of(Play(new SyntheticNarrator(), new ContraryReader()));
        Assert.True(result.Agreement.High < 0.5);
        Assert.Equal(3, result.Breaches(Limits).Count);
    }

    [Fact]
    public void Wishes_without_a_preference_are_compared_but_not_scored()
    {
        WishCase[] wishes = [new("take the handle", [], [], "neutral", Neutral: true)];
        var rows = Play(new SyntheticNarrator(), new KeywordReader(), wishes);
        Assert.All(rows, r => Assert.Null(r.ReferenceFulfils));
        var result = RankingResult.Of(rows);
        Assert.Equal(1, result.SameChoice.Value);
        // What was not measured does not pass.
        Assert.Contains("regret", Assert.Single(result.Breaches(Limits)));
    }

    [Fact]
    public void The_unfavorable_end_of_an_interval_decides()
    {
        MetricInterval Of(double value, double low, double high) => new(value, low, high, 100);
        var good = new RankingResult(Of(0.99, 0.96, 1), Of(0.99, 0.96, 1), Of(0, -0.01, 0.009), Of(0.8, 0.7, 0.9));
        Assert.Empty(good.Breaches(Limits));
        Assert.Single((good with { SameChoice = Of(0.99, 0.94, 1) }).Breaches(Limits));
        Assert.Single((good with { Agreement = Of(0.99, 0.94, 1) }).Breaches(Limits));
        Assert.Contains("[-0.010, 0.011]", Assert.Single((good with { Regret = Of(0, -0.01, 0.011) }).Breaches(Limits)));
    }

    private static IReadOnlyList<RankingRow> Play(INarrator narrator, IWishReader reader, IReadOnlyList<WishCase>? wishes = null)
    {
        SteeringOptions options = new() { Proposals = 16 };
        using var task = new SyntheticTask();
        var bench = new RankingBench(
            task, new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), options), new SyntheticWorldModel(), new PlanGuards([]),
            new(new SyntheticNarrator(), new KeywordReader(), options, TimeProvider.System), new(narrator, reader, options, TimeProvider.System));
        return RankingStudy.Run(bench, wishes ?? SyntheticStudy.Wishes, Scenes, options.Proposals, 3);
    }

    /// <summary>Likes best what the wish does not name.</summary>
    private sealed class ContraryReader : IWishReader
    {
        public async ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline) =>
            [.. (await new KeywordReader().ScoreAsync(wish, options, orders, deadline)).Select(row => row.Select(v => -v).ToArray())];
    }
}
