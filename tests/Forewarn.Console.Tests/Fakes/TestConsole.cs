using Forewarn.Recording;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

/// <summary>A console on a free port of this machine, with a scripted robot behind it.</summary>
internal sealed class TestConsole : IAsyncDisposable
{
    private WebHost? _host;
    private ConsoleModule? _module;

    public TestConsole(ScriptedRobot? robot = null)
    {
        Robot = robot ?? new();
        LabelsPath = Path.Combine(Directory.CreateTempSubdirectory("forewarn-console").FullName, "labels.jsonl");
    }

    public ScriptedRobot Robot { get; private set; }

    public PaintedWorld World { get; } = new();

    public string LabelsPath { get; }

    public PreferenceFile? Labels { get; private set; }

    public ConsoleModule Module => _module!;

    public Uri Address => new(_host!.Address, "/console/");

    public int Port { get; private set; }

    public static async Task<TestConsole> StartAsync(int decisions = 4, Func<ConsoleOptions, ConsoleOptions>? with = null, ScriptedRobot? robot = null)
    {
        var console = new TestConsole(robot);
        for (int i = 0; i < decisions; i++) console.Robot.Decide(i, chosen: i % 2);
        await console.UpAsync(with);
        return console;
    }

    /// <summary>Begins to listen, at the same port as before if it did.</summary>
    public async Task UpAsync(Func<ConsoleOptions, ConsoleOptions>? with = null)
    {
        Labels = new PreferenceFile(LabelsPath);
        var options = new ConsoleOptions { Commands = Robot, Imagination = () => World, Cameras = Script.Rig, Labels = Labels, Labeler = "tester" };
        _module = new ConsoleModule(Robot, with?.Invoke(options) ?? options, TimeProvider.System);
        _host = await WebHost.StartAsync(new WebHostOptions { Port = Port, StopTimeout = TimeSpan.FromSeconds(2) }, [_module, new ConsoleRedirect()]);
        Port = _host.Address.Port;
    }

    /// <summary>Ends as a process would.</summary>
    public async Task DownAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        _module?.Dispose();
        Labels?.Dispose();
        (_host, _module) = (null, null);
    }

    /// <summary>Another robot, as after a restart of its process.</summary>
    public void Replace(ScriptedRobot robot) => Robot = robot;

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        Directory.Delete(Path.GetDirectoryName(LabelsPath)!, recursive: true);
    }
}
