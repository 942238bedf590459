using System.Globalization;
using Forewarn.Recording;

namespace Forewarn.Evaluation.Preferences;

/// <summary>What a preference file is made of.</summary>
/// <param name="Rows">Rows of the file, those that cannot be used included.</param>
/// <param name="Records">Pairs of plans.</param>
/// <param name="Ties">Of these, ties.</param>
/// <param name="Outcomes">What the two sides did, better one first, where it is known: <c>handle over slip</c>.</param>
/// <param name="ReplanIndices">Records per index of the replan at which the two sides part.</param>
/// <param name="Episodes">Different episodes.</param>
/// <param name="WithLogProbabilities">Records with log-probabilities of both sides.</param>
/// <param name="Dropped">Rows that cannot be used, per reason.</param>
public sealed record PreferenceStatistics(
    int Rows, int Records, int Texts, int Unpaired, int Ties, int Episodes, int WithLogProbabilities,
    IReadOnlyDictionary<string, int> Sources, IReadOnlyDictionary<string, int> Labelers, IReadOnlyDictionary<string, int> Wishes,
    IReadOnlyDictionary<string, int> Policies, IReadOnlyDictionary<string, int> Outcomes,
    IReadOnlyDictionary<string, int> ReplanIndices, NumberSummary? Margins, NumberSummary? Confidences,
    NumberSummary? ChosenRewards, NumberSummary? RejectedRewards, LabelAgreement Agreement, TripleCount Triples,
    IReadOnlyDictionary<string, int> Dropped)
{
    public static PreferenceStatistics Of(PreferenceRows rows)
    {
        var records = rows.Records;
        var graph = new JudgmentGraph(records);
        return new(
            rows.Count, records.Count, rows.Texts.Count, rows.Unpaired.Count, records.Count(r => r.Tie),
            records.Select(r => r.EpisodeId).Distinct().Count(), records.Count(r => r.ChosenLogp is not null && r.RejectedLogp is not null),
            Counts(records.Select(r => r.LabelSource)), Counts(records.Select(r => r.LabelerId ?? "unknown")),
            Counts(records.Select(r => r.Prompt.Task)), Counts(records.Select(r => r.PolicyId)),
            Counts(records.Where(r => r.Chosen.Outcome is not null && r.Rejected.Outcome is not null).Select(Outcome)),
            Counts(records.Select(r => r.ReplanIndex.ToString(CultureInfo.InvariantCulture))),
            NumberSummary.Of(records.Select(r => r.Margin)), NumberSummary.Of(records.Select(r => r.Confidence)),
            NumberSummary.Of(records.Select(r => r.ChosenReward)), NumberSummary.Of(records.Select(r => r.RejectedReward)),
            graph.Agreement(), graph.Triples(), Counts(rows.Dropped.Select(d => PreferenceWords.Of(d.Reason))));
    }

    private static string Outcome(PreferenceRecord record) =>
        $"{record.Chosen.Outcome} {(record.Tie ? "level with" : "over")} {record.Rejected.Outcome}";

    private static Dictionary<string, int> Counts(IEnumerable<string> values) =>
        values.GroupBy(v => v).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count());
}
