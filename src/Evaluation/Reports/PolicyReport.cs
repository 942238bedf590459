using Forewarn.Evaluation.Policies;

namespace Forewarn.Evaluation.Reports;

/// <summary>Table and report of a comparison of policies.</summary>
public static class PolicyReport
{
    public static ReportTable Table(PolicyResults results)
    {
        var outcomes = results.Policies.SelectMany(p => p.Outcomes.Keys).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new(
            $"Unsteered success for {string.Join(" or ", results.Accept)}",
            ["policy", "success", "gain", "p", .. outcomes],
            [.. results.Policies.Select(p => (IReadOnlyList<string>)
            [
                p.Policy, Figures.Interval(p.Success), p.Gain is { } gain ? Figures.Signed(gain) : "", p.Test is { } test ? Figures.P(test.PValue) : "",
                .. outcomes.Select(o => Figures.Share(p.Outcomes.GetValueOrDefault(o))),
            ])],
            $"{results.Run.Episodes} scenes for each of {results.Run.Seeds.Count} seeds, {results.Draws} plans each; the same scenes and noise for all.");
    }

    public static HtmlReport Of(PolicyResults results)
    {
        var report = new HtmlReport("What does the policy do by itself?", $"Wished: {string.Join(" or ", results.Accept)}.");
        report.Chart("Share of plans that fulfill the wish, without steering", [.. results.Policies.Select((p, i) => new IntervalRow(p.Policy, p.Success, i > 0))]);
        report.Table(Table(results), row => row[0] != results.Policies[0].Policy);
        return report.Provenance(results.Run);
    }
}
