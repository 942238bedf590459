using System.Globalization;
using Forewarn.Cli.Output;
using Forewarn.Learning.Studies;
using Spectre.Console;

namespace Forewarn.Lab.Verbs;

/// <summary>A study's figures for people: value, interval, bar and verdict. The benchmarks compile it too.</summary>
internal static class StudyTable
{
    public static void Show(Terminal terminal, StudyResult result)
    {
        var table = new ResultTable("figure", "value", "95 % interval", "bar", "verdict");
        foreach (var figure in result.Figures)
        {
            var value = figure.Value;
            bool exact = figure.PerSeed.Count == 0;
            table.Add(ColorOf(figure.Verdict), figure.Name, Number(value.Value),
                exact ? "exact" : $"[{Number(value.Low)}, {Number(value.High)}]", Bar(figure.Bar), Word(figure.Verdict));
        }
        table.Show(terminal);
        foreach (string remark in result.Remarks) terminal.Line($"- {remark}");
        terminal.Line($"{result.Study}: {Word(result.Verdict)} over {result.Seeds.Count} seeds.");
    }

    public static Color ColorOf(StudyVerdict? verdict) => verdict switch
    {
        StudyVerdict.Supported => Color.Green,
        StudyVerdict.NotSupported => Color.Red,
        StudyVerdict.Inconclusive => Color.Yellow,
        _ => Color.Default,
    };

    public static string Word(StudyVerdict? verdict) => verdict switch
    {
        StudyVerdict.Supported => "supported",
        StudyVerdict.NotSupported => "not supported",
        StudyVerdict.Inconclusive => "inconclusive",
        _ => "",
    };

    private static string Bar(StudyBar? bar) => bar switch
    {
        { AtLeast: { } least, AtMost: { } most } => $"{Number(least)} to {Number(most)}",
        { AtLeast: { } least } => $">= {Number(least)}",
        { AtMost: { } most } => $"<= {Number(most)}",
        _ => "",
    };

    private static string Number(double value) =>
        Math.Abs(value) is > 0 and < 1e-3 ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : value.ToString("0.####", CultureInfo.InvariantCulture);
}
