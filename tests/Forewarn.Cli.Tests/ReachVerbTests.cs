using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.Cli.Tests;

public sealed class ReachVerbTests : IDisposable
{
    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_tube_is_solved_compared_drawn_kept_and_asked()
    {
        var (exit, output, error) = await Run(
            "reach", "solve", "--grid", "31x31x30", "--out", At("tube.fwv"), "--picture", At("tube.png"), "--json", At("tube.json"), "-j", "1");
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("31 x 31 x 30 = 28830 points", output);
        Assert.Contains("against the closed form", output);
        Assert.DoesNotContain("No certificate", output);
        byte[] picture = File.ReadAllBytes(At("tube.png"));
        Assert.Equal(PngStart, picture[..4]);
        Assert.Equal(1040, picture[18] << 8 | picture[19]);
        using var report = JsonDocument.Parse(File.ReadAllText(At("tube.json")));
        var comparison = report.RootElement.GetProperty("comparison");
        Assert.InRange(comparison.GetProperty("overlap").GetDouble(), 0.98, 1);
        Assert.InRange(comparison.GetProperty("meanError").GetDouble(), 0, 0.003);
        var turn = report.RootElement.GetProperty("signature").GetProperty("controls").GetProperty("turn_rad_s");
        Assert.Equal(1.25, turn.GetProperty("high").GetDouble());

        (exit, output, error) = await Run(
            "reach", "query", At("tube.fwv"), "--at", "0.8,0.05,3.14159", "--at", "-1,-1,-2", "--at", "0.1,0,0", "--json", At("query.json"));
        Assert.Equal((0, ""), (exit, error));
        using var query = JsonDocument.Parse(File.ReadAllText(At("query.json")));
        var answers = query.RootElement.GetProperty("answers").EnumerateArray().ToArray();
        Assert.Equal(["doomed", "safe", "failed"], answers.Select(a => a.GetProperty("verdict").GetString()!));
        // On the right of the disc's axis as it comes: a hard turn to the right is the better one.
        Assert.Equal(-1.25, answers[0].GetProperty("bestControl")[0].GetDouble());
        Assert.Equal(answers[1].GetProperty("exact")[0].GetDouble(), answers[1].GetProperty("value").GetDouble(), 0.02);
        Assert.Matches(@"0\.8, 0\.05, 3\.1416 .*doomed", output);
    }

    [Fact]
    public async Task First_order_and_reachable_sets_say_that_they_are_no_certificates()
    {
        var (exit, output, _) = await Run(
            "reach", "solve", "--system", "double-integrator", "--grid", "31x31", "--scheme", "upwind1", "--out", At("wall.fwv"), "-j", "1");
        Assert.Equal(0, exit);
        Assert.Contains("Rk1", output);
        Assert.Contains("No certificate: first order is optimistic", output);
        (_, output, _) = await Run("reach", "query", At("wall.fwv"), "--at", "1,-1");
        Assert.Contains("No certificate", output);
        (_, output, _) = await Run("reach", "solve", "--system", "corridor", "--grid", "31x31", "--form", "final", "-j", "1");
        Assert.Contains("No certificate: a value that forgets", output);
        (exit, output, _) = await Run(
            "reach", "solve", "--system", "air3d", "--grid", "20x20x20", "--horizon", "0.2", "-j", "1", "--picture", At("air.png"),
            "--slices", "5");
        Assert.Equal(0, exit);
        Assert.Contains("no closed form to compare with", output);
        Assert.Equal(PngStart, File.ReadAllBytes(At("air.png"))[..4]);
    }

    [Fact]
    public async Task A_tube_is_refused_on_another_body_with_every_reason()
    {
        string[] solve = ["reach", "solve", "--grid", "12x12x12", "--horizon", "0.1", "-j", "1"];
        Assert.Equal(0, (await Run([.. solve, "--out", At("tube.fwv"), "--signature", At("car.json")])).Exit);
        var (exit, output, _) = await Run("reach", "transfer", At("tube.fwv"), At("car.json"));
        Assert.Equal(0, exit);
        Assert.Contains("accepted: the same dynamics", output);
        (exit, output, _) = await Run("reach", "transfer", At("car.json"), "dubins:turn_rad_s=2.5");
        Assert.Equal(0, exit);
        Assert.Contains("stricter than it need be", output);
        (exit, output, _) = await Run(
            "reach", "transfer", "dubins:turn_rad_s=2.5", "dubins:speed_m_s=2,period_s=0.1", "--json", At("verdict.json"));
        Assert.Equal((int)ExitCode.Failed, exit);
        Assert.StartsWith("refused", output);
        using var verdict = JsonDocument.Parse(File.ReadAllText(At("verdict.json")));
        Assert.Equal("refused", verdict.RootElement.GetProperty("verdict").GetString());
        string[] reasons = [.. verdict.RootElement.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!)];
        Assert.Equal(3, reasons.Length);
        Assert.Contains(reasons, r => r.Contains("period") && r.Contains("0.1 s"));
        Assert.Contains(reasons, r => r.StartsWith("speed_m_s: 2"));
        Assert.Contains(reasons, r => r.Contains("narrower"));
    }

    [Theory]
    [InlineData("--grid: found '9x9'", "solve", "--grid", "9x9")]
    [InlineData("GB", "solve", "--grid", "3000x3000x3000")]
    [InlineData("grid axis 'x_m'", "solve", "--grid", "5x9x9")]
    [InlineData("Did you mean 'weno3'?", "solve", "--scheme", "weno33")]
    [InlineData("--time: found 'rk4'", "solve", "--time", "rk4")]
    [InlineData("Did you mean 'frozen'?", "solve", "--form", "frosen")]
    [InlineData("Did you mean 'dubins'?", "solve", "--system", "dubbins")]
    [InlineData("Did you mean 'turn_rad_s'?", "solve", "turn_rads=1")]
    [InlineData("unbounded", "solve", "turn_rad_s=Infinity")]
    [InlineData("wanted a number", "solve", "turn_rad_s=fast")]
    [InlineData("name=number", "solve", "fast")]
    [InlineData("Did you mean 'x_m'?", "solve", "--range", "x=-1:1")]
    [InlineData("axis=low:high", "solve", "--range", "x_m=3")]
    [InlineData("no circle", "solve", "--range", "heading_rad=0:1")]
    [InlineData("horizon", "solve", "--horizon", "0")]
    [InlineData("cfl", "solve", "--cfl", "2")]
    [InlineData("period 0", "solve", "--period", "0")]
    [InlineData("ends in .png", "solve", "--picture", "tube.jpg")]
    [InlineData("--slices", "solve", "--picture", "tube.png", "--slices", "0")]
    [InlineData("no such file", "query", "nothing.fwv", "--at", "0,0,0")]
    [InlineData("no such file", "transfer", "nothing.json", "dubins")]
    [InlineData("Did you mean 'dubins'?", "transfer", "dubins", "dubin")]
    [InlineData("period 0", "transfer", "dubins", "dubins:period_s=0")]
    public async Task What_makes_no_sense_is_answered_in_one_line_before_any_work(string answer, params string[] words)
    {
        var (exit, output, error) = await Run(["reach", .. words]);
        Assert.Equal((int)ExitCode.Usage, exit);
        Assert.Contains(answer, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Equal("", output);
    }

    [Fact]
    public async Task States_that_the_grid_does_not_hold_and_files_that_are_something_else_are_refused()
    {
        await Run("reach", "solve", "--grid", "12x12x12", "--horizon", "0.1", "-j", "1", "--out", At("tube.fwv"));
        Assert.Contains("3 numbers", (await Run("reach", "query", At("tube.fwv"), "--at", "1,1")).Error);
        Assert.Contains("x_m", (await Run("reach", "query", At("tube.fwv"), "--at", "5,0,0")).Error);
        byte[] bytes = File.ReadAllBytes(At("tube.fwv"));
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(At("tube.fwv"), bytes);
        var (exit, _, error) = await Run("reach", "query", At("tube.fwv"), "--at", "0,0,0");
        Assert.Equal(2, exit);
        Assert.Contains("checksum", error);
        Assert.Contains("checksum", (await Run("reach", "transfer", At("tube.fwv"), "dubins")).Error);
    }

    [Fact]
    public async Task Orders_are_a_table()
    {
        var (exit, output, _) = await Run("reach", "orders", "--quick", "--json", At("orders.json"));
        Assert.Equal(0, exit);
        Assert.Matches(@"WENO5, RK3\s+51\.\.101", output);
        using var report = JsonDocument.Parse(File.ReadAllText(At("orders.json")));
        Assert.Equal(10, report.RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Help_shows_each_command_s_own_examples()
    {
        var (_, output, _) = await Run("reach", "transfer", "--help");
        Assert.Contains("./forewarn reach transfer tube.fwv", output);
        Assert.Contains("periodSeconds", output);
        (_, output, _) = await Run("reach", "solve", "--help");
        Assert.Contains("turn_rad_s=1.25", output);
        Assert.Contains("no certificate", output);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("test", CliVerbs.All, CliSections.Schema).RunAsync(words, Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
