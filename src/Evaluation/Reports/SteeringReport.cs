using System.Globalization;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Reports;

/// <summary>The report of a steering study, most important first.</summary>
public static class SteeringReport
{
    /// <param name="rows">Scenes, for their film strips.</param>
    /// <param name="figures">Folder of the film strips.</param>
    /// <param name="narrations">The narration study, if one was run.</param>
    public static HtmlReport Of(
        SteeringResults results, IReadOnlyList<SceneRow> rows, string figures, NarrationResults? narrations = null)
    {
        var report = new HtmlReport("Does the arm do what the words ask?", Lead(results));
        report.Section("Success by group of wishes",
            "Every selector chose among the same plans in the same scenes; each plan was executed once from the same state. "
            + "Oracle is the best that any choice among these plans could do.");
        foreach (var group in results.Groups)
        {
            report.Chart($"{group.Group}: share of choices that fulfilled the wish", Rows(group));
            report.Table(SteeringTables.Group(results, group), IsMain);
        }
        if (results.OneMode is { } oneMode) report.Table(SteeringTables.Group(results, oneMode), IsMain);
        report.Section("Wish by wish").Table(SteeringTables.Wishes(results)).Table(SteeringTables.BaseShare(results));
        report.Section("Are the narrations true?",
            "A narration is made before anything moves. The true future replaces imagination by what happened; "
            + "shuffling takes the latents away.");
        report.Table(SteeringTables.Narration(results), row => row[0] == SteeringTables.Name(NarrationSource.Imagined));
        report.Table(SteeringTables.Recall(results));
        if (SteeringTables.Failures(results) is { } failures)
            report.Table(failures, row => row[0] == SteeringTables.Name(NarrationSource.Imagined));
        report.Confusion(SteeringTables.Confusion(results.Chosen));
        if (narrations is not null)
            foreach (var table in NarrationTables.All(narrations)) report.Table(table, row => row[0] == "imagined");
        Controls(report, results);
        report.Section("How long a decision takes").Table(SteeringTables.Latency(results), row => row[0] == Stages.Total);
        Films(report, rows, figures);
        return report.Provenance(results.Run);
    }

    /// <summary>The chart's rows of one group.</summary>
    public static IReadOnlyList<IntervalRow> Rows(GroupResult group) =>
        [.. group.Selectors.Select(s => new IntervalRow(s.Selector, s.Success, s.Selector == ForewarnSelector.SelectorName))];

    private static bool IsMain(IReadOnlyList<string> row) => row[0] == ForewarnSelector.SelectorName;

    private static string Lead(SteeringResults results)
    {
        var sentences = new List<string>();
        foreach (var group in results.Groups)
        {
            var steered = group.Selectors.FirstOrDefault(s => s.Selector == ForewarnSelector.SelectorName);
            var plain = group.Selectors.FirstOrDefault(s => s.Selector == BaseSampleSelector.SelectorName);
            if (steered is null) continue;
            string against = plain is null ? "" : $"; the policy alone fulfilled {Percent(plain.Success.Value)}";
            sentences.Add($"FOREWARN fulfilled {Percent(steered.Success.Value)} of {group.Group} wishes"
                + $" (95 % interval {Percent(steered.Success.Low)} to {Percent(steered.Success.High)}){against}.");
        }
        return $"{string.Join(' ', sentences)} {results.Scenes} scenes, {results.Run.Seeds.Count} evaluation "
            + (results.Run.Seeds.Count == 1 ? "seed." : "seeds.");
    }

    private static void Controls(HtmlReport report, SteeringResults results)
    {
        var tables = ControlTables.All(results);
        if (tables.Count == 0) return;
        report.Section("Does the choice hang on what it should?",
            "The same scenes, plans and narrations; only the wish, the order of the list or the offered plans change.");
        foreach (var table in tables) report.Table(table, row => row[0] is "all pairs" or "all wishes" or "all");
    }

    private static void Films(HtmlReport report, IReadOnlyList<SceneRow> rows, string figures)
    {
        var films = rows.SelectMany(r => r.Films).Where(f => File.Exists(Path.Combine(figures, f.File))).ToArray();
        if (films.Length == 0) return;
        report.Section("What it imagined", "Steps are counted at the world model's rate; only the first column was seen.");
        foreach (var film in films)
            report.Picture(File.ReadAllBytes(Path.Combine(figures, film.File)),
                $"Said: “{film.Narration}” Happened: {film.Truth}.");
    }

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
