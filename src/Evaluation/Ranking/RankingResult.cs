using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Ranking;

/// <summary>How a candidate verifier ranks and chooses against a reference, with bootstrap intervals over whole scenes.</summary>
/// <param name="SameChoice">Share of decisions with the same plan or none by both.</param>
/// <param name="Agreement">Mean rank correlation of the scores.</param>
/// <param name="Regret">Success of the reference's choices less that of the candidate's; negative when the candidate does better.</param>
/// <param name="Success">Success of the reference's choices.</param>
public sealed record RankingResult(MetricInterval SameChoice, MetricInterval Agreement, MetricInterval Regret, MetricInterval Success)
{
    public static RankingResult Of(IReadOnlyList<RankingRow> rows)
    {
        var seeds = new SeedStreams(1);
        var ranked = rows.Where(r => r.Agreement is not null).ToArray();
        var judged = rows.Where(r => r.ReferenceFulfils is not null).ToArray();
        int[] Scenes(IEnumerable<RankingRow> of) => [.. of.Select(r => r.Scene)];
        return new(
            Bootstrap.Rate(rows.Select(r => r.Reference == r.Candidate), seeds.Stream("same choice"), Scenes(rows)),
            Bootstrap.Mean([.. ranked.Select(r => r.Agreement!.Value)], seeds.Stream("agreement"), Scenes(ranked)),
            Bootstrap.PairedDifference([.. judged.Select(r => r.ReferenceFulfils!.Value)], [.. judged.Select(r => r.CandidateFulfils!.Value)],
                seeds.Stream("regret"), Scenes(judged)),
            Bootstrap.Rate(judged.Select(r => r.ReferenceFulfils!.Value), seeds.Stream("success"), Scenes(judged)));
    }

    /// <summary>Figures by the names they have in a package.</summary>
    public IReadOnlyDictionary<string, MetricInterval> Figures => new Dictionary<string, MetricInterval>
    {
        ["ranking/same_choice"] = SameChoice,
        ["ranking/agreement"] = Agreement,
        ["ranking/regret"] = Regret,
        ["ranking/success_of_reference"] = Success,
    };

    /// <summary>Every limit that is not kept, in words; empty when the candidate may replace the reference.</summary>
    public IReadOnlyList<string> Breaches(RankingLimits limits)
    {
        List<string> breaches = [];
        // Written so that a figure that could not be computed breaks its limit.
        if (!(SameChoice.Low >= limits.SameChoice)) breaches.Add(Says("same choice", SameChoice, $"a low end of {limits.SameChoice:0.00}"));
        if (!(Agreement.Low >= limits.Agreement)) breaches.Add(Says("rank agreement", Agreement, $"a low end of {limits.Agreement:0.00}"));
        if (!(Regret.High <= limits.Regret)) breaches.Add(Says("selection regret", Regret, $"a high end of {limits.Regret:0.00}"));
        return breaches;
    }

    private static string Says(string what, MetricInterval found, FormattableString wanted) => string.Create(CultureInfo.InvariantCulture,
        $"{what} {found.Value:0.000} [{found.Low:0.000}, {found.High:0.000}], wanted {wanted.ToString(CultureInfo.InvariantCulture)}");
}
