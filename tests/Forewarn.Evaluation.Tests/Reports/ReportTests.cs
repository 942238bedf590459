using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Reports;

public sealed class ReportTests
{
    private static (SteeringResults Results, IReadOnlyList<SceneRow> Rows, string Folder) Study()
    {
        string folder = SyntheticStudy.NewFolder();
        var rows = SyntheticStudy.Play(folder, SyntheticStudy.Options with { FilmScenes = 1 });
        return (SteeringAnalysis.Of(rows, SyntheticStudy.Wishes, new SyntheticNarrator(), SyntheticStudy.Run, 1), rows, folder);
    }

    [Fact]
    public void The_report_is_one_file_with_everything_in_it()
    {
        var (results, rows, folder) = Study();
        string path = Path.Combine(folder, "report.html");
        SteeringReport.Of(results, rows, Path.Combine(folder, "figures")).Save(path);
        string html = File.ReadAllText(path);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Contains("forewarn eval cup --episodes 15", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;&amp; quotes", html, StringComparison.Ordinal);
        Assert.Equal(rows[0].Modes.Truth.Length, html.Split("data:image/png;base64,").Length - 1);
        Assert.Contains("prefers-color-scheme: dark", html, StringComparison.Ordinal);
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void Film_strips_are_real_pngs_and_only_of_the_scenes_asked_for()
    {
        var (_, rows, folder) = Study();
        Assert.Equal(rows[0].Modes.Truth.Length, rows[0].Films.Count);
        Assert.All(rows.Skip(1), r => Assert.Empty(r.Films));
        foreach (var film in rows[0].Films)
        {
            using var image = SkiaSharp.SKBitmap.Decode(Path.Combine(folder, "figures", film.File));
            // Two cameras, real over imagined: the first cell of the first row shows the real frame's gray.
            Assert.Equal(60, image.GetPixel(150, 60).Red);
            Assert.InRange(image.Width, 300, 1400);
        }
    }

    [Fact]
    public void Results_survive_their_json_form()
    {
        var (results, _, folder) = Study();
        string path = Path.Combine(folder, "steering.json");
        EvaluationJson.Write(path, results);
        var read = System.Text.Json.JsonSerializer.Deserialize<SteeringResults>(File.ReadAllText(path), EvaluationJson.Pretty)!;
        Assert.Equal(results.Wishes[0].Selectors[3].Success, read.Wishes[0].Selectors[3].Success);
        Assert.Equal(results.Narration.Keys, read.Narration.Keys);
        Assert.Equal(results.Run.Command, read.Run.Command);
    }

    [Fact]
    public void Plain_tables_line_up()
    {
        string text = PlainTable.Render(new("Title", ["name", "n"], [["a", "10"], ["longer", "7"]], "note"));
        Assert.Equal("Title\nname     n\n------  --\na       10\nlonger   7\nnote\n", text);
    }

    [Fact]
    public void Every_table_of_a_study_has_as_many_cells_as_heads()
    {
        var (results, _, _) = Study();
        foreach (var table in SteeringTables.All(results))
        {
            Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
            Assert.NotEmpty(PlainTable.Render(table));
        }
    }

    [Fact]
    public void The_png_chart_is_written()
    {
        var (results, _, folder) = Study();
        string path = Path.Combine(folder, "figures", "success.png");
        IntervalPlot.Save(path, "trained", SteeringReport.Rows(results.Groups[0]));
        using var image = SkiaSharp.SKBitmap.Decode(path);
        Assert.Equal(900, image.Width);
    }
}
