using Forewarn.Evaluation.Monitoring;

namespace Forewarn.Evaluation.Reports;

/// <summary>The report of a monitor study, alone or as a section of another one.</summary>
public static class MonitorReport
{
    public static HtmlReport Of(MonitorResults results)
    {
        var main = results.Monitors[0];
        var report = new HtmlReport("Does the monitor see failures coming?",
            $"Of base-policy plans that did not do what was wished, {Figures.Interval(main.Rates[0].Detection)} raised an alarm, on average "
            + $"{Figures.Interval(main.LeadToEndS)} s before the plan ended; of good ones {Figures.Interval(main.Rates[0].FalseAlarms)} did.");
        return Section(report, results).Provenance(results.Run);
    }

    /// <summary>Adds charts and tables.</summary>
    public static HtmlReport Section(HtmlReport report, MonitorResults results)
    {
        report.Section("Runtime monitor",
            "At every frame the past is what was seen and the rest of the plan is imagined anew; the score is the chance that "
            + "the whole fulfills the wish. An episode is good for a wish that its plan fulfilled.");
        report.Table(MonitorTables.Main(results), row => row[0] == results.Monitors[0].Scorer);
        foreach (var m in results.Monitors)
        {
            string caption = $"{m.Scorer}: score over time, mean and quartiles";
            report.Figure(caption, ScoreChart.Svg(caption, m.Good, m.Bad, m.Threshold, 1 / results.FrameRateHz));
        }
        foreach (var table in MonitorTables.All(results).Skip(1)) report.Table(table);
        return report;
    }
}
