using Forewarn.Evaluation.Narrations;

namespace Forewarn.Evaluation.Reports;

/// <summary>The report of a narration study on its own.</summary>
public static class NarrationReport
{
    public static HtmlReport Of(NarrationResults results)
    {
        var report = new HtmlReport("Are the narrations true?",
            $"From imagined latents {Figures.Interval(results.Predicted.Mode.Accuracy)} of {results.Episodes} held-out episodes were "
            + $"narrated right, from the actions alone {Figures.Interval(results.ActionsOnly.Mode.Accuracy)}.");
        report.Chart("Share of episodes with the mode told right",
        [
            new("imagined latents", results.Predicted.Mode.Accuracy, true),
            new("true-future latents", results.TrueFuture.Mode.Accuracy, false),
            new("shuffled latents", results.Shuffled.Mode.Accuracy, false),
            new("actions only", results.ActionsOnly.Mode.Accuracy, false),
        ]);
        var tables = NarrationTables.All(results);
        foreach (var table in tables.SkipLast(1)) report.Table(table, row => row[0] == "imagined");
        return report.Confusion(tables[^1]).Provenance(results.Run);
    }
}
