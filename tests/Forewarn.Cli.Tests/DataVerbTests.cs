using System.Text.Json.Nodes;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Datasets;
using Forewarn.Cli.Output;
using Forewarn.Cli.Verbs;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;

namespace Forewarn.Cli.Tests;

public sealed class DataVerbTests : IDisposable
{
    private const int Episodes = 3, Size = 8;

    private static readonly CupLabel[] Labels =
    [
        new(CupOutcome.Handle, CupSide.None, Pace.Slow, CupTilt.Upright), new(CupOutcome.Rim, CupSide.Left, Pace.Fast, CupTilt.Upright),
        new(CupOutcome.Handle, CupSide.None, Pace.Slow, CupTilt.Upright),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly string _recorded;

    public DataVerbTests()
    {
        _recorded = Path.Combine(_folder.Path, "recorded");
        Record(_recorded);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Recorded_episodes_become_a_sound_data_set()
    {
        string to = At("lerobot");
        var (exit, output, error) = await Run("data", "convert", _recorded, to);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("3 episodes, 63 frames at 5 fps, 2 tasks.", output, StringComparison.Ordinal);
        (exit, output, _) = await Run("data", "check", to);
        Assert.Equal(0, exit);
        Assert.EndsWith("3 episodes, 63 frames: no faults.", output.TrimEnd(), StringComparison.Ordinal);

        using var reader = LeRobotReader.Open(to);
        using var store = EpisodeStore.Open(_recorded);
        for (int e = 0; e < Episodes; e++) RequireSame(store, e, reader.ReadEpisode(e));
        Assert.Equal("lifts the mug by the handle, slowly, upright.", reader.Episodes[0].Tasks[0]);
    }

    [Fact]
    public async Task A_part_of_a_data_set_is_copied()
    {
        string all = At("all"), part = At("part");
        await Run("data", "convert", _recorded, all);
        var (exit, output, _) = await Run("data", "convert", all, part, "--episodes", "1:");
        Assert.Equal(0, exit);
        Assert.Contains("2 episodes, 42 frames", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("data", "check", part)).Exit);
        using LeRobotReader from = LeRobotReader.Open(all), to = LeRobotReader.Open(part);
        LeRobotEpisode old = from.ReadEpisode(2), copy = to.ReadEpisode(1);
        Assert.Equal(old.Info.Tasks, copy.Info.Tasks);
        Assert.Equal(old["observation.state"].Values, copy["observation.state"].Values);
        Assert.Equal(old[LeRobotNames.Camera("wrist")].Values, copy[LeRobotNames.Camera("wrist")].Values);
        Assert.Equal(21, copy["index"].As<long>()[0]);
    }

    [Fact]
    public async Task Faults_are_lines_and_exit_code_1()
    {
        string to = At("lerobot"), info = Path.Combine(to, "meta", "info.json"), report = At("faults.json");
        await Run("data", "convert", _recorded, to);
        File.WriteAllText(info, File.ReadAllText(info).Replace("\"fps\": 5", "\"fps\": 10", StringComparison.Ordinal));
        var (exit, output, error) = await Run("data", "check", to, "--json", report);
        Assert.Equal((1, ""), (exit, error));
        Assert.Contains("data/chunk-000/file-000.parquet episode 0 row 1: expected timestamp 0.1", output, StringComparison.Ordinal);
        Assert.EndsWith("3 faults.", output.TrimEnd(), StringComparison.Ordinal);
        var faults = JsonNode.Parse(File.ReadAllText(report))!["faults"]!.AsArray();
        Assert.Equal(3, faults.Count);
        Assert.Equal(1, faults[0]!["row"]!.GetValue<int>());
        Assert.Equal(0, (await Run("data", "check", to, "--tolerance", "3")).Exit);
    }

    [Fact]
    public async Task Statistics_are_shown_and_written()
    {
        string to = At("lerobot"), json = At("stats.json"), stats = Path.Combine(to, "meta", "stats.json");
        await Run("data", "convert", _recorded, to);
        string made = File.ReadAllText(stats);
        File.WriteAllText(stats, "{}");
        var (exit, output, _) = await Run("data", "stats", to, "--json", json);
        Assert.Equal((0, "{}"), (exit, File.ReadAllText(stats)));
        Assert.Contains("tool_x_m", output, StringComparison.Ordinal);
        Assert.Contains("q99", output, StringComparison.Ordinal);
        Assert.Equal(63, JsonNode.Parse(File.ReadAllText(json))!["action"]!["count"]![0]!.GetValue<int>());
        await Run("data", "stats", to, "--write");
        Assert.Equal(made, File.ReadAllText(stats));
    }

    [Fact]
    public async Task Wrong_arguments_are_one_line_that_says_what_to_do()
    {
        string to = At("lerobot");
        await Run("data", "convert", _recorded, to);
        await Refuses("exists", "data", "convert", _recorded, to);
        await Refuses("no such folder", "data", "convert", At("nothing"), At("x"));
        await Refuses("'5:9'", "data", "convert", _recorded, At("x"), "--episodes", "5:9");
        await Refuses("'all'", "data", "convert", _recorded, At("x"), "--episodes", "all");
        await Refuses("meta/info.json", "data", "check", _recorded);
        await Refuses("meta/info.json", "data", "stats", _recorded);
        await Refuses("--tolerance", "data", "check", to, "--tolerance", "-1");
        Assert.False(Directory.Exists(At("x")) || Directory.Exists(At("x.partial")));
    }

    [Fact]
    public async Task Help_of_a_subcommand_shows_its_own_examples()
    {
        var (_, output, _) = await Run("data", "convert", "--help");
        Assert.Contains("./forewarn data convert", output, StringComparison.Ordinal);
        Assert.DoesNotContain("./forewarn data check", output, StringComparison.Ordinal);
        (_, output, _) = await Run("data", "--help");
        Assert.Contains("./forewarn data check", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "0 1 2 3")]
    [InlineData("2", "2")]
    [InlineData("1:3", "1 2")]
    [InlineData(":2", "0 1")]
    [InlineData("3:", "3")]
    [InlineData("", null)]
    [InlineData("2:2", null)]
    [InlineData("4", null)]
    [InlineData("-1:", null)]
    [InlineData("1:2:3", null)]
    [InlineData("2147483647", null)]
    public void Ranges_are_read_as_python_reads_them(string? text, string? wanted)
    {
        if (wanted is null) Assert.Throws<ForewarnException>(() => EpisodeRange.Parse(text, 4));
        else Assert.Equal(wanted, string.Join(' ', EpisodeRange.Parse(text, 4)));
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static async Task Refuses(string named, params string[] arguments)
    {
        var (exit, _, error) = await Run(arguments);
        Assert.Equal((int)ExitCode.Usage, exit);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("A test.", [new DataVerb()], CliSections.Schema).RunAsync(arguments, Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }

    private static void RequireSame(EpisodeStore store, int e, LeRobotEpisode episode)
    {
        Assert.Equal(store.States(e), episode[LeRobotNames.State].As<float>());
        var rgb = new byte[store.Cameras * Size * Size * 3];
        var plan = new List<float>();
        for (int f = 0; f < store.Frames; f++)
        {
            store.ReadFrame(e, f, rgb);
            for (int c = 0; c < store.Cameras; c++)
            {
                var picture = PngReader.Decode(episode[LeRobotNames.Camera(ArmTask.Cameras[c])].As<byte[]>()[f]);
                Assert.Equal(rgb.AsSpan(c * Size * Size * 3, Size * Size * 3).ToArray(), picture.Samples);
            }
            if (f < store.Frames - 1) plan.AddRange(episode[LeRobotNames.PlanRows].Frame<float>(f));
            // The action is the row that the frame ends with.
            Assert.Equal(store.Plan(e).Slice(Math.Min(2 * f + 1, store.PlanSteps - 1) * 5, 5), episode[LeRobotNames.Action].Frame<float>(f));
        }
        Assert.Equal(store.Plan(e).ToArray(), plan);
        Assert.Equal(store.Info(e).ObjectPose, episode[TaskLeRobot.ObjectPose].Frame<float>(0).ToArray());
    }

    private static void Record(string folder)
    {
        var seed = new SeedStreams(7).Stream("recorded");
        int states = ArmTask.StateNames.Count, width = ArmTask.PlanSpec.Width;
        using var writer = new EpisodeWriter(folder, new(ArmTask.Frames, 2, Size, states, ArmTask.PlanSteps, width, "a test", 7, "cup"));
        for (int e = 0; e < Episodes; e++)
        {
            var frames = new byte[ArmTask.Frames * 2 * Size * Size * 3];
            for (int i = 0; i < frames.Length; i++) frames[i] = (byte)seed.NextUInt64();
            float[] plan = new float[ArmTask.PlanSteps * width], state = new float[ArmTask.Frames * states];
            seed.FillNormal(plan);
            seed.FillNormal(state);
            writer.Append(new(seed.NextUInt64(), "script", "Handle", Labels[e].Words, [0.5f, e, 0.1f]), frames, plan, state);
        }
    }
}
