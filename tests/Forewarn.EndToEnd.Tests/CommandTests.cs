using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.EndToEnd.Tests;

/// <summary>What a person types, in process: exit code, output and files.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var program = new ForewarnProgram(CliVerbs.Description, CliVerbs.All, CliSections.Schema);
        int exit = await program.RunAsync(words, Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }

    private string At(string file) => Path.Combine(_folder, file);

    [Fact]
    public async Task Steering_one_episode_prints_the_modes_and_draws_the_film()
    {
        var (exit, output, error) = await Run("steer", "--wish", "pick up the mug by the handle", "--seed", "5",
            "--film", At("film.png"), "--json", At("decision.json"), "--no-record", "steering.deadline_ms=60000");
        Assert.True(exit == 0, error);
        Assert.Contains("mode 1", output, StringComparison.Ordinal);
        Assert.Contains("Rung Steered", output, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(At("film.png"))[..4]);
        using var json = JsonDocument.Parse(File.ReadAllText(At("decision.json")));
        Assert.True(json.RootElement.TryGetProperty("narrations", out _));
    }

    /// <summary>One verifier says it of four tasks, each seen through a world model of its own.</summary>
    [Theory]
    [InlineData("bag", "pick up the bag by the corner", "corner")]
    [InlineData("fork-pick", "pick up the fork by the handle", "handle")]
    [InlineData("fork-place", "put the fork into the right of the bowl", "right")]
    [InlineData("drawer", "open the drawer by the knob", "knob")]
    public async Task Every_task_is_steered_with_its_shipped_models(string task, string wish, string part)
    {
        var (exit, output, error) = await Run("steer", "--sim", task, "--wish", wish, "--seed", "5", "--no-record", "steering.deadline_ms=60000");
        Assert.True(exit == 0, error);
        Assert.Contains("Rung Steered", output, StringComparison.Ordinal);
        string happened = output[output.IndexOf("then:", StringComparison.Ordinal)..];
        Assert.Contains(part, happened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_run_is_decided_again_bit_for_bit_and_any_change_is_seen()
    {
        var (exit, output, error) = await Run("steer", "--wish", "pick up the mug by the handle", "--seed", "5", "-n", "2",
            "--record", At("bag"), "steering.deadline_ms=60000", "guards.freshness_ms=60000", "steering.modes=5");
        Assert.True(exit == 0, error);
        Assert.Contains(At("bag"), output, StringComparison.Ordinal);

        (exit, output, error) = await Run("replay", At("bag"), "--verify", "--report", At("replay.html"), "--json", At("replay.json"));
        Assert.True(exit == 0, output + error);
        Assert.Contains("2 of 2 decisions are bit-equal", output, StringComparison.Ordinal);
        Assert.Contains("pick up the mug by the handle", File.ReadAllText(At("replay.html")), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(At("replay.json")));
        Assert.Equal(2, json.RootElement.GetProperty("narrationOutcome").GetProperty("count").GetInt32());

        // The recording says five modes; three are another decision.
        (exit, _, error) = await Run("replay", At("bag"), "--verify", "steering.modes=2");
        Assert.Equal(1, exit);
        Assert.Contains("differs", error, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("replay", At("bag"), "--verify", "--wish", "grab the rim")).Exit);
        Assert.Equal(2, (await Run("replay", At("bag"), "--selectors", "oracle")).Exit);
        Assert.Equal(2, (await Run("replay", At("nothing"))).Exit);
        Assert.Equal(2, (await Run("steer", "--wish", "grab the rim", "--record", At("bag"))).Exit);
    }

    [Fact]
    public async Task A_recording_of_another_program_is_decided_on_and_executed_plans_keep_the_convention()
    {
        var (exit, _, error) = await Run("steer", "--wish", "grab the rim", "--seed", "6", "--record", At("own"),
            "steering.deadline_ms=60000", "guards.freshness_ms=60000");
        Assert.True(exit == 0, error);
        ForeignBag.Write(At("own"), At("foreign.db3"), "pick up the mug by the handle");
        File.WriteAllText(At("map.yaml"), ForeignBag.Map);
        (exit, string output, error) = await Run("replay", At("foreign.db3"), "--map", At("map.yaml"), "--seed", "6", "--json", At("foreign.json"));
        Assert.True(exit == 0, output + error);
        using var json = JsonDocument.Parse(File.ReadAllText(At("foreign.json")));
        var row = Assert.Single(json.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal("pick up the mug by the handle", row.GetProperty("wish").GetString());
        Assert.Equal("steered", row.GetProperty("rung").GetString());
        var chosen = row.GetProperty("modes")[row.GetProperty("choice").GetInt32()];
        Assert.Contains("handle", chosen.GetProperty("narration").GetString(), StringComparison.Ordinal);
        Assert.Empty(row.GetProperty("strangeness").EnumerateArray());

        File.WriteAllText(At("map.yaml"), ForeignBag.Map.Replace("/cam1/raw", "/cam9/raw", StringComparison.Ordinal));
        (exit, _, error) = await Run("replay", At("foreign.db3"), "--map", At("map.yaml"));
        Assert.Equal(2, exit);
        Assert.Contains("/cam9/raw", error, StringComparison.Ordinal);

        (exit, output, error) = await Run("replay", At("own"), "--check-convention", "--json", At("convention.json"));
        Assert.True(exit == 0, output + error);
        using var convention = JsonDocument.Parse(File.ReadAllText(At("convention.json")));
        Assert.Equal(1, convention.RootElement.GetProperty("demonstrations").GetInt32());
    }

    [Fact]
    public async Task A_small_study_leaves_a_table_figures_and_a_report()
    {
        var (exit, output, error) = await Run("eval", "steering", "--episodes", "1", "--seeds", "3", "--folder", At("run"),
            "--json", At("results.json"), "--report", At("report.html"), "evaluation.first_samples=1", "evaluation.film_scenes=1");
        Assert.True(exit == 0, error);
        Assert.Contains("forewarn", output, StringComparison.Ordinal);
        Assert.True(File.Exists(At("run/scenes.jsonl")) && File.Exists(At("run/config.yaml")));
        Assert.NotEmpty(Directory.GetFiles(At("run/figures"), "film-*.png"));
        Assert.Contains("data:image/png", File.ReadAllText(At("report.html")), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(At("results.json")));
        Assert.Equal(1, json.RootElement.GetProperty("scenes").GetInt32());
    }

    [Fact]
    public async Task A_wish_without_words_is_one_line_and_exit_code_2()
    {
        var (exit, _, error) = await Run("steer", "--wish", "", "--no-record");
        Assert.Equal(2, exit);
        Assert.Contains("wish", error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_wish_with_an_unknown_word_is_asked_about_and_an_answer_settles_it()
    {
        var (exit, output, _) = await Run("steer", "--wish", "grab the zeppelin", "--no-record");
        Assert.Equal((int)ExitCode.Asked, exit);
        Assert.Contains("zeppelin", output, StringComparison.Ordinal);
        (exit, output, _) = await Run("steer", "--wish", "grab the zeppelin", "--answer", "pick up the mug by the handle", "--no-record");
        Assert.Equal(0, exit);
        Assert.Contains("by the handle", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_of_ten_kilobytes_is_refused()
    {
        var (exit, _, error) = await Run("steer", "--wish", string.Concat(Enumerable.Repeat("handle ", 1500)), "--no-record");
        Assert.Equal(2, exit);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("cup-policy", "propose.onnx")]
    [InlineData("cup-world", "imagine.onnx")]
    [InlineData("cup-verifier", "decoder.onnx")]
    [InlineData("cup-safety", "safety.onnx")]
    public async Task A_truncated_graph_is_named_and_nothing_starts(string package, string graph)
    {
        string copy = At(package);
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(Path.Combine(Home.Find().Models, package)))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        using (var stream = File.OpenWrite(Path.Combine(copy, graph))) stream.SetLength(stream.Length / 2);
        string key = package switch { "cup-policy" => "policy", "cup-world" => "world", "cup-safety" => "safety", _ => "verifier" };
        var (exit, _, error) = await Run("steer", "--wish", "pick up the mug by the handle", $"models.{key}={copy}");
        Assert.NotEqual(0, exit);
        Assert.Contains(graph, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Guards_cannot_be_compared_without_safety_heads()
    {
        var (exit, _, error) = await Run("eval", "guard", "-n", "2", "models.safety=", "--folder", At("guards"));
        Assert.NotEqual(0, exit);
        Assert.Contains("models.safety: found none", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_missing_package_is_named()
    {
        var (exit, _, error) = await Run("steer", "--wish", "pick up the mug by the handle", "models.world=no-such-model");
        Assert.NotEqual(0, exit);
        Assert.Contains("no-such-model", error, StringComparison.Ordinal);
    }
}
