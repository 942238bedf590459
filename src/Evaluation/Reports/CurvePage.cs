using Forewarn.Evaluation.Curves;

namespace Forewarn.Evaluation.Reports;

/// <summary>Learning curves as a page: the picture, the tables, the claims and what was left out.</summary>
public static class CurvePage
{
    public static HtmlReport Build(
        string title, CurveReport report, byte[] picture, IReadOnlyList<LearningReport> claims, IReadOnlyList<string> remarks)
    {
        var page = new HtmlReport(title, $"{report.Metric} of {report.Groups.Sum(g => g.Band.Runs)} runs in {report.Groups.Count} groups.");
        page.Picture(picture, "Interquartile mean over runs; bands are 95 % stratified bootstrap intervals, point by point.");
        page.Table(CurveTables.Groups(report));
        if (report.Improvements.Count > 0) page.Table(CurveTables.Improvements(report));
        if (claims.Count > 0) page.Section("Claims");
        foreach (var claim in claims) page.Section(LearningReport.Word(claim.Verdict), claim.Line());
        if (remarks.Count > 0) page.Section("Left out", string.Join(' ', remarks));
        return page;
    }
}
