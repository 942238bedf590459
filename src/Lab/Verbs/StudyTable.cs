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
            int digits = Digits(figure.Bar);
            table.Add(ColorOf(figure.Verdict), figure.Name, Number(value.Value, digits),
                exact ? "exact" : $"[{Number(value.Low, digits)}, {Number(value.High, digits)}]", Bar(figure.Bar, digits), Word(figure.Verdict));
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

    /// <summary>Decimals that show which side of a narrow bar a value is on.</summary>
    private static int Digits(StudyBar? bar) => bar is { AtLeast: { } least, AtMost: { } most } && most > least
        ? Math.Clamp((int)Math.Ceiling(-Math.Log10(most - least)) + 1, 4, 14) : 4;

    private static string Bar(StudyBar? bar, int digits) => bar switch
    {
        { AtLeast: { } least, AtMost: { } most } => $"{Number(least, digits)} to {Number(most, digits)}",
        { AtLeast: { } least } => $">= {Number(least, digits)}",
        { AtMost: { } most } => $"<= {Number(most, digits)}",
        _ => "",
    };

    private static string Number(double value, int digits) =>
        Math.Abs(value) is > 0 and < 1e-3 && digits == 4 ? value.ToString("0.###e0", CultureInfo.InvariantCulture)
            : value.ToString("0." + new string('#', digits), CultureInfo.InvariantCulture);
}
