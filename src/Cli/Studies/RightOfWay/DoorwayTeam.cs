using Forewarn.Cli.Replays;
using Forewarn.Core;
using Forewarn.Games;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Cli.Studies.RightOfWay;

/// <summary>
/// Mediator and two robots, each a ROS participant of its own on the in-process transport, on the clock of the simulation: nothing waits, and equal
/// seeds give equal episodes.
/// </summary>
internal sealed class DoorwayTeam : IDisposable
{
    private readonly RecordedTime _time = new();
    private readonly List<InProcessTransport> _transports = [];
    private readonly RosExecutor[] _drivers;
    private readonly DoorwayWorld _world;
    private readonly MediatorNode _mediator;
    private long _started;

    public DoorwayTeam(DoorwayOptions options)
    {
        _world = new DoorwayWorld(options);
        var domain = new InProcessDomain(_time);
        _mediator = new MediatorNode(Executor(domain), DoorwayGame.Actions);
        _drivers = [Executor(domain), Executor(domain)];
        Robots = [.. _drivers.Select((driver, i) => new RobotNode(driver, i))];
    }

    /// <summary>Robot 0 and robot 1.</summary>
    public IReadOnlyList<RobotNode> Robots { get; }

    /// <summary>The graph as anybody on it sees it.</summary>
    public IRosGraph Graph => _transports[0].Graph;

    /// <summary>Plays one episode; with the same seed the start, what shakes the robots and what the mediator draws are the same.</summary>
    /// <param name="deviation">Of one robot; null lets both obey.</param>
    /// <param name="motion">Gets the centers <c>x0, y0, x1, y1</c> at the start and after every step of the simulation; null keeps none.</param>
    /// <returns>H steps.</returns>
    public IReadOnlyList<PlayedStep> Play(MarkovGame game, Mediator mediator, Deviation? deviation, SeedStream seed, List<double[]>? motion = null)
    {
        for (int i = 0; i < Robots.Count; i++) Robots[i].Deviation = deviation?.Agent == i ? deviation : null;
        _world.Reset(seed.Child("world"));
        _world.Stepped = motion is null ? null : () => motion.Add(Places());
        motion?.Add(Places());
        _started = _time.GetTimestamp();
        var steps = new List<PlayedStep>();
        for (int h = 0; h < game.Horizon; h++)
        {
            int situation = _world.Situation.Index;
            int told = GamePlay.Draw(mediator.At(h, situation), seed.Child("recommend", h).NextDouble());
            _mediator.Recommend(h, situation, told);
            foreach (var driver in _drivers) driver.RunDue();
            double[] rewards = [.. _world.Decide(Robots[0].Mode, Robots[1].Mode)];
            steps.Add(new(situation, told, game.Actions.At((int)Robots[0].Mode, (int)Robots[1].Mode), rewards));
            _time.MoveTo(_started + (long)(_world.Time * 1e9));
        }
        return steps;
    }

    public void Dispose()
    {
        foreach (var transport in _transports) transport.Dispose();
    }

    private RosExecutor Executor(InProcessDomain domain)
    {
        var transport = new InProcessTransport(domain);
        _transports.Add(transport);
        return new RosExecutor(transport, _time);
    }

    private double[] Places()
    {
        var ((x0, y0), (x1, y1)) = (_world.Position(0), _world.Position(1));
        return [Math.Round(x0, 3), Math.Round(y0, 3), Math.Round(x1, 3), Math.Round(y1, 3)];
    }
}
