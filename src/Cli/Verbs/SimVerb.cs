using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Robots;
using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Cli.Verbs;

/// <summary><c>sim --ros</c>: the simulated arm as a robot of its own process.</summary>
internal sealed class SimVerb : IVerb
{
    private readonly Option<bool> _ros = new("--ros") { Description = "Speak ROS 2: joint states, pictures, /clock, a trajectory controller." };

    private readonly Option<long> _scene = new("--scene") { Description = "Number of the first scene.", HelpName = "NUMBER" };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("sim --ros --seed 7", "the cup scene in real time; `ros2 service call /cup_robot/reset std_srvs/srv/Trigger` plays the next"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("sim", "Run the simulated robot as a process of its own.") { _ros, _scene };
        var options = new CommonOptions().AddConfig(command).AddSeed(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        if (!line.GetValue(_ros))
            throw ForewarnException.Of("sim", "no --ros", "--ros", "To steer the simulator in one process use ./forewarn steer.", ExitCode.Usage);
        var config = session.Configure(line, options);
        using var process = new RosProcess(session, "cup_robot");
        var logger = new RosLogger(process.Node);
        RosProcess.Show(logger, session, process.Node.Args);
        using var robot = new ArmRobot(process.Node, config.Get<SceneOptions>(), new SeedStreams(options.Seed(line, 1)), new SteeringTopicNames());
        robot.Play(line.GetValue(_scene));
        process.Executor.QosHappened += e =>
        {
            if (e is not { Kind: QosEventKind.LivelinessChanged, Count: 0 }) return;
            robot.HoldNow();
            logger.Warn($"nobody commands {e.Topic} any more: the arm stays where it is");
        };
        using var steps = new TickThread(robot.Step, ArmRobot.RateHz, isCritical: false);
        steps.Start();
        logger.Info($"a scene of the task {config.Get<SceneOptions>().Name} runs; ~/reset plays the next one");
        process.Run(cancel);
        return (int)ExitCode.Done;
    }
}
