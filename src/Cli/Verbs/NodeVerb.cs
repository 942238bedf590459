using System.CommandLine;
using System.Runtime;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Consoles;
using Forewarn.Cli.Foxglove;
using Forewarn.Cli.Recordings;
using Forewarn.Cli.Robots;
using Forewarn.Core;
using Forewarn.Recording;
using Forewarn.RosBridge;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>node</c>: steering as a managed ROS 2 node.</summary>
internal sealed class NodeVerb : IVerb
{
    private readonly Option<bool> _autostart = new("--autostart")
    {
        Description = "Configure and activate at once, without a lifecycle manager.",
    };

    private readonly Option<FileInfo?> _log = new("--log") { Description = "Append every decision to this file (JSON lines).", HelpName = "FILE" };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("node --autostart --ros-args -p use_sim_time:=true -p \"wish:=pick up the mug by the handle\"", "steer the simulator of `sim --ros`"),
        new("node --autostart --foxglove", "watch it and wish in Foxglove, at ws://127.0.0.1:8765"),
        new("node --ros-args --params-file launch/forewarn/config/cup.yaml -r __ns:=/left", "wait for a lifecycle manager, in a namespace"),
        new("node --autostart --console --labels labels.jsonl", "watch, command and label at http://127.0.0.1:8080/console/"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("node", """
            Steer a robot over ROS 2, without a ROS installation: a managed node that takes joint states, pictures and a wish
            and commands a joint trajectory controller. Everything it hears, says and decides is recorded. ROS's own arguments follow --ros-args.
            """) { _autostart, _log };
        var options = new CommonOptions().AddConfig(command);
        var recording = new RunRecorder(command);
        var foxglove = new FoxgloveOptions(command);
        var console = new ConsoleSwitch(command);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, recording, foxglove, console, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(
        Session session, ParseResult line, CommonOptions options, RunRecorder recording, FoxgloveOptions foxglove, ConsoleSwitch console,
        CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        // A full collection in the middle of a tick costs more than the memory it frees.
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        using BagRecorder? recorder = recording.Begin(session, line, "node", new SteeringNodeOptions().Seed);
        FoxgloveServer? shown = foxglove.IsWanted(line) ? foxglove.Server(session, line, "forewarn node") : null;
        using var process = new RosProcess(session, "forewarn", tap: FanOutTap.Of(recorder, shown));
        DecisionRing? ring = console.Ring(line, session.Time);
        var log = new DecisionLogs(
            line.GetValue(_log) is { } file ? new JsonLinesDecisionLog(file.FullName, new Dictionary<string, string>()) : null, ring);
        using var node = new SteeringNode(process.Node, Setup(session, config, log, recorder));
        RosProcess.Show(node.Logger, session, process.Node.Args);
        foreach (string stray in process.Node.Parameters.Undeclared) node.Logger.Warn($"nobody declares the parameter '{stray}'");
        if (shown is not null) NodeControls.Offer(shown, process.Node, node);
        // Both listen only when all is set up, and before models are loaded, which takes a while.
        await using WebHost? host = shown is null ? null : await foxglove.ListenAsync(session, line, shown, cancel);
        using var watch = ring is null ? null : new NodeConsole(
            node, process.Executor, ring, process.Node.FullName.ToString(), Path.GetFileName(config.Get<ModelNames>().Policy));
        await using var page = watch is null ? null : await console.StartAsync(session, line, config, watch, watch, cancel);
        if (line.GetValue(_autostart)) Start(node);
        process.Run(cancel);
        if (host is not null) await host.StopAsync();
        node.Lifecycle.Machine.Shutdown();
        RunRecorder.End(recorder, session.Terminal);
        return (int)ExitCode.Done;
    }

    private static SteeringNodeSetup Setup(Session session, ResolvedConfig config, IDecisionLog log, BagRecorder? recorder) => new(
        options => config.Get<ModelNames>().Foresees
            ? new NodeModels(session.Home, config, options.Steering, session.Time, session.Terminal.Line)
            : new StateNodeModels(session.Home, config, options.Steering, session.Terminal.Line),
        Paced(config.Get<ModelNames>(), new SteeringNodeOptions
        {
            // A breaker that rests longer than the pause between decisions would outlast the fault by several of them.
            Steering = config.Get<SteeringOptions>() with { BreakerPauseMs = 500 },
            FreshnessMs = config.Get<GuardOptions>().FreshnessMs,
        }),
        new SteeringTopicNames(), session.Home.Robot("cup_arm"), log)
    {
        Config = options => config.With(options.Steering).ToYaml(),
        Diagnostics = recorder is null ? [] : new Dictionary<string, Action<DiagnosticEntry>> { ["recording"] = RunRecorder.Diagnose(recorder) },
    };

    /// <summary>A policy of state vectors acts row by row: it is asked again and again, and its rows follow each other as they come.</summary>
    private static SteeringNodeOptions Paced(ModelNames names, SteeringNodeOptions options) =>
        names.Foresees ? options : options with { Pacing = new() { Repeat = true }, LargestSeamStep = [] };

    private static void Start(SteeringNode node)
    {
        LifecycleMachine machine = node.Lifecycle.Machine;
        if (!machine.Trigger(LifecycleTransition.Configure) || !machine.Trigger(LifecycleTransition.Activate))
            throw new ForewarnException("node: could not be started; the line above says why.");
    }
}
