using System.Globalization;
using System.Text.Json;
using Forewarn.Cli.Composition;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;

namespace Forewarn.Cli.Tests;

public sealed class PlotVerbTests : IDisposable
{
    private readonly TemporaryFolder _runs = new();

    [Fact]
    public async Task Runs_become_a_picture_tables_and_a_claim()
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Add($"day/101010-ant-good-s{seed}", seed, 10);
            Add($"day/101010-ant-bad-s{seed}", seed, 2);
        }
        string picture = Path.Combine(_runs.Path, "out", "curves.png"), json = Path.Combine(_runs.Path, "out", "plot.json");
        var (exit, output, error) = await Run("plot", Path.Combine(_runs.Path, "day"), "--out", picture, "--compare", "ant-good", "ant-bad", "--json", json);
        Assert.True(exit == 0, error);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(picture)[..4]);
        Assert.Contains("claim 'ant-good is better than ant-bad in eval/return': supported.", output);
        Assert.Matches(@"ant-good\s+5\s+\d", output);
        Assert.Matches(@"ant-good\s+ant-bad\s+1\.00 \[1\.00, 1\.00\]", output);
        using var report = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal("ant-good", report.RootElement.GetProperty("report").GetProperty("groups")[0].GetProperty("label").GetString());
        Assert.Equal("supported", report.RootElement.GetProperty("claims")[0].GetProperty("verdict").GetString());

        string page = Path.Combine(_runs.Path, "out", "curves.html");
        Assert.Equal(0, (await Run("plot", Path.Combine(_runs.Path, "day"), "--out", page, "--group", "name")).Exit);
        Assert.Contains("data:image/png;base64,", File.ReadAllText(page));
        Assert.Contains("Probability of improvement", File.ReadAllText(page));
    }

    [Fact]
    public async Task Runs_that_are_cut_off_or_lack_the_figure_are_named_and_the_rest_is_drawn()
    {
        Add("101010-ant-s1", 1, 3);
        _runs.Write("101010-ant-s2/metrics.jsonl", "{\"step\":0,\"eval/return\":1}\n{\"step\":20,\"eval/re");
        _runs.Write("101010-ant-s3/metrics.jsonl", "{\"step\":0,\"loss\":1}\n");
        var (exit, output, _) = await Run("plot", _runs.Path);
        Assert.Equal(0, exit);
        Assert.Contains("ant-s2: skipped 1 damaged lines", output);
        Assert.Contains("ant-s3: left out, it has no eval/return", output);
        Assert.Contains("ant: drawn to step 0", output);
    }

    [Theory]
    [InlineData("Did you mean 'eval/return'?", "--metric", "eval/retrun")]
    [InlineData("ends in .png or .html", "--out", "curves.jpg")]
    [InlineData("Did you mean 'ant'?", "--compare", "ant", "amt")]
    [InlineData("--group: found 'colour'", "--group", "colour")]
    public async Task A_wrong_word_is_answered_with_what_it_may_be(string answer, params string[] words)
    {
        Add("101010-ant-s1", 1, 3);
        var (exit, _, error) = await Run(["plot", _runs.Path, .. words]);
        Assert.Equal(2, exit);
        Assert.Contains(answer, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(File.Exists("curves.jpg"));
    }

    [Fact]
    public async Task A_folder_without_runs_is_refused()
    {
        var (exit, _, error) = await Run("plot", _runs.Path);
        Assert.Equal(2, exit);
        Assert.Contains("no metrics.jsonl in it or below", error);
    }

    public void Dispose() => _runs.Dispose();

    private void Add(string name, int seed, double slope) => _runs.Write($"{name}/metrics.jsonl", string.Concat(Enumerable.Range(0, 21).Select(t =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{1000 * t},\"eval/return\":{slope * t + seed}}}\n"))));

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("test", CliVerbs.All, CliSections.Schema).RunAsync(words, Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
