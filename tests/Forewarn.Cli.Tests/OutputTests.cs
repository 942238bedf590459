using System.Globalization;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Cli.Tests;

public sealed class OutputTests
{
    [Fact]
    public void Piped_progress_is_few_plain_lines_with_the_time_left()
    {
        using StringWriter output = new(), error = new();
        var time = new FakeTimeProvider();
        int sum = new WorkProgress(Terminal.Over(output, error), time).Run("playing", report =>
        {
            for (int i = 0; i <= 1000; i++)
            {
                report(i, 1000);
                time.Advance(TimeSpan.FromSeconds(1));
            }

            return 7;
        });
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(7, sum);
        Assert.InRange(lines.Length, 10, 25);
        Assert.Contains("playing: 500/1000  8:20 gone  8:20 left", lines);
        Assert.DoesNotContain('\u001b', output.ToString());
    }

    [Fact]
    public void A_json_report_replaces_the_whole_file_or_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("report.json", "old");
        JsonReport.Write(new FileInfo(path), new { Share = double.NaN, Code = ExitCode.Usage });
        Assert.Equal("""{"share":"NaN","code":"usage"}""", string.Concat(File.ReadAllText(path).Where(c => !char.IsWhiteSpace(c))));
        Assert.Single(Directory.GetFiles(folder.Path));
        JsonReport.Write<object>(null, new object());
        var refusal = Assert.Throws<ForewarnException>(() => JsonReport.Write(new FileInfo(Path.Combine(path, "below-a-file.json")), 1));
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
    }

    [Fact]
    public void Long_lines_are_not_wrapped_in_a_pipe()
    {
        using StringWriter output = new(), error = new();
        var terminal = Terminal.Over(output, error);
        string line = string.Join(' ', Enumerable.Range(0, 40).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        terminal.Line(line);
        Assert.Equal(line, output.ToString().TrimEnd());
    }
}
