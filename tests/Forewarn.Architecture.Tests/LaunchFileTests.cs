using System.Text.Json;

namespace Forewarn.Architecture.Tests;

/// <summary>The launch files, run with stand-ins for ROS's launch system: what would be started, and in which order.</summary>
public sealed class LaunchFileTests
{
    private static string Folder => Repository.At("launch", "forewarn", "launch");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.py").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Python_compiles_them(string file)
    {
        Assert.EndsWith(".launch.py", file, StringComparison.Ordinal);
        string compiled = Path.GetTempFileName();
        try
        {
            // As py_compile does it, but not beside the source.
            var (code, output) = Commands.Run("python3", "-c",
                "import py_compile, sys; py_compile.compile(sys.argv[1], cfile=sys.argv[2], doraise=True)", Path.Combine(Folder, file), compiled);
            Assert.True(code == 0, output);
        }
        finally
        {
            File.Delete(compiled);
        }
    }

    [Fact]
    public void Events_configure_the_node_and_then_activate_it()
    {
        var actions = Run("steer", "transitions=events", "wish=");
        int node = Position(actions, "LifecycleNode"), configure = Position(actions, "EmitEvent");
        int activate = actions.FindIndex(action => Handler(action) == "OnStateTransition");
        Assert.True(activate >= 0 && activate < node && node < configure, $"{activate} {node} {configure}");
        Assert.Equal("Transition.TRANSITION_CONFIGURE", actions[configure].GetProperty("event").GetProperty("transition_id").GetString());
        var handler = actions[activate].GetProperty("args")[0];
        Assert.Equal(("configuring", "inactive"), (handler.GetProperty("start_state").GetString(), handler.GetProperty("goal_state").GetString()));
        Assert.Equal("Transition.TRANSITION_ACTIVATE",
            handler.GetProperty("entities")[0].GetProperty("event").GetProperty("transition_id").GetString());
        Assert.Equal(["node"], Arguments(actions[node]));
    }

    [Theory]
    [InlineData("self", "node --autostart")]
    [InlineData("none", "node")]
    public void Without_events_nothing_is_emitted(string transitions, string arguments)
    {
        var actions = Run("steer", $"transitions={transitions}", "wish=");
        Assert.Equal(-1, Position(actions, "EmitEvent"));
        Assert.Equal(arguments, string.Join(' ', Arguments(actions[Position(actions, "LifecycleNode")])));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("pick up the mug", true)]
    public void A_wish_covers_that_of_the_file_only_if_there_is_one(string wish, bool isGiven)
    {
        var actions = Run("steer", "transitions=none", $"wish={wish}");
        var parameters = actions[Position(actions, "LifecycleNode")].GetProperty("parameters");
        Assert.Equal("$params", parameters[0].GetString());
        Assert.Equal(isGiven, parameters.GetRawText().Contains("\"wish\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_simulator_is_first_and_each_ends_both()
    {
        var actions = Run("cup_sim");
        var simulator = actions[Position(actions, "Node")];
        Assert.Equal(["sim", "--ros", "--seed", "$seed", "--scene", "$scene"], Arguments(simulator));
        Assert.False(simulator.TryGetProperty("parameters", out _));
        var started = actions.Single(action => Handler(action) == "OnProcessStart").GetProperty("args")[0];
        Assert.Equal("cup_robot", started.GetProperty("target_action").GetProperty("name").GetString());
        Assert.Contains("steer.launch.py", started.GetProperty("on_start").GetRawText(), StringComparison.Ordinal);
        foreach (var one in new[] { actions, Run("steer", "transitions=none", "wish=") })
            Assert.Contains("Shutdown", one.Single(action => Handler(action) == "OnProcessExit").GetRawText(), StringComparison.Ordinal);
    }

    private static List<JsonElement> Run(string name, params string[] settings)
    {
        var (code, output) = Commands.Run("python3",
            [Repository.At("tests", "Forewarn.Architecture.Tests", "run_launch.py"), Path.Combine(Folder, $"{name}.launch.py"), .. settings]);
        Assert.True(code == 0, output);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }

    private static string Kind(JsonElement action) => action.GetProperty("kind").GetString()!;

    private static int Position(List<JsonElement> actions, string kind) => actions.FindIndex(action => Kind(action) == kind);

    private static string? Handler(JsonElement action) =>
        Kind(action) == "RegisterEventHandler" ? Kind(action.GetProperty("args")[0]) : null;

    private static IEnumerable<string> Arguments(JsonElement node) =>
        node.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!);
}
