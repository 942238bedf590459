using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Robots;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Reinforcement;
using Forewarn.RosBridge;
using Forewarn.RosBridge.InProcess;
using Forewarn.Steering;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.Lab.Tests;

/// <summary>A policy of state vectors on its way from the networks of a training to the joints of a robot.</summary>
public sealed class StatePolicyNodeTests : IDisposable
{
    private static readonly string[] Joints = ["joint1", "joint2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("state-policy-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly SquashedGaussianPolicy _policy = new(new Mlp(new(4, [16], 4), new SeedStream(6)));

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void A_steering_node_runs_it_and_the_joints_go_where_it_says()
    {
        var home = Home.Find();
        Export(steps: 1);
        var config = Config(home);
        var domain = new InProcessDomain(_time);
        using var robot = new JointRobot(domain, _time, Joints, [0.3, -0.2]);
        using var transport = new InProcessTransport(domain);
        var executor = new RosExecutor(transport, _time);
        using var node = new RosNode(executor, "forewarn");
        var log = new Log();
        using var steering = new SteeringNode(node, new SteeringNodeSetup(
            options => new StateNodeModels(home, config, options.Steering, _ => { }),
            new SteeringNodeOptions
            {
                Steering = config.Get<SteeringOptions>() with { BreakerPauseMs = 500 }, Execution = StageExecution.Inline,
                Pacing = new() { Repeat = true }, LargestSeamStep = [],
            },
            new SteeringTopicNames(), home.Robot("cup_arm"), log, OwnsTickThread: false));
        Assert.True(steering.Lifecycle.Machine.Trigger(LifecycleTransition.Configure));
        Assert.True(steering.Lifecycle.Machine.Trigger(LifecycleTransition.Activate));
        steering.Ask("go on");
        for (int ms = 0; ms < 4000; ms += 10)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            robot.Step();
            executor.RunDue();
            if (ms % 20 == 0) steering.Step();
        }

        Assert.True(log.Seen.Count > 10, $"{log.Seen.Count} decisions");
        Assert.True(robot.Accepted > 50);
        Assert.NotEqual(0.3, robot.Positions[0], 1e-2);
        var action = new float[2];
        foreach (var (decision, state) in log.Seen)
        {
            Assert.Equal(Rung.HeaviestSafeMode, decision.Rung);
            _policy.Act(state, action, null);
            Assert.Equal(0.4f * action[0], decision.Plan!.Values[0], 1e-5);
            Assert.Equal(-0.5f + 0.4f * action[1], decision.Plan.Values[1], 1e-5);
        }
        // While a decision is made, the arm goes where the one before it wants it.
        var moves = Enumerable.Range(1, log.Seen.Count - 2).Select(k => (
            Wanted: log.Seen[k - 1].Decision.Plan!.Values[0] - log.Seen[k].State[0],
            Done: log.Seen[k + 1].State[0] - log.Seen[k].State[0])).Where(m => Math.Abs(m.Wanted) > 0.03).ToList();
        Assert.True(moves.Count > 5);
        Assert.All(moves, m => Assert.Equal(Math.Sign(m.Wanted), Math.Sign(m.Done)));
    }

    [Fact]
    public async Task What_the_guards_forbid_does_not_move_the_arm()
    {
        var home = Home.Find();
        Export(steps: 1);
        var config = new ConfigLoader(home.Configs, CliSections.Schema).Load(
            ["state-policy"], [$"models.policy={_folder}/package", "guards.ranges.joint2_rad=[0.5, 1]"]);
        using var models = new StateNodeModels(home, config, config.Get<SteeringOptions>(), _ => { });
        var seen = new Observation([], [0.3f, -0.2f, 0, 0], TimeSpan.Zero);
        using var loop = new SteeringLoop(models.Parts, config.Get<SteeringOptions>() with { DeadlineMs = 5000 }, new SeedStreams(1),
            new Log(), new Log(), TimeProvider.System);
        var decision = await loop.DecideAsync(new(seen), "go on", 0, TestContext.Current.CancellationToken);
        Assert.Equal(Rung.Hold, decision.Rung);
        Assert.Contains("joint2_rad", decision.Reason);
    }

    [Fact]
    public void Another_horizon_than_the_package_s_is_refused_with_the_settings_that_fit()
    {
        var home = Home.Find();
        Export(steps: 3);
        var error = Assert.Throws<ForewarnException>(() =>
            new StateNodeModels(home, Config(home), Config(home).Get<SteeringOptions>(), _ => { }));
        Assert.Contains("steering.prediction_horizon=3", error.Message);
    }

    [Fact]
    public void A_policy_with_pictures_needs_its_world_model()
    {
        var home = Home.Find();
        var config = new ConfigLoader(home.Configs, CliSections.Schema).Load(["state-policy"], ["models.policy=cup-policy"]);
        var error = Assert.Throws<ForewarnException>(() => new StateNodeModels(home, config, config.Get<SteeringOptions>(), _ => { }));
        Assert.Contains("models.world", error.Message);
    }

    private ResolvedConfig Config(Home home) =>
        new ConfigLoader(home.Configs, CliSections.Schema).Load(
            ["state-policy"], [$"models.policy={_folder}/package", "guards.ranges.joint1_rad=[-0.5, 0.5]"]);

    private void Export(int steps) => StatePolicyExporter.Write(Path.Combine(_folder, "package"), _policy, new StatePolicyExport
    {
        Name = "package", State = ["joint1_rad", "joint2_rad", "joint1_rad_s", "joint2_rad_s"],
        Action = new("absolute", "base", 10, ["joint1_rad", "joint2_rad"]), Low = [-0.4f, -0.9f], High = [0.4f, -0.1f],
        Steps = steps, Deviation = 0, Method = "none", Training = new("none", 1, "none", "", "2026-01-01"),
    });

    private sealed class Log : IDecisionLog, IPlanSink
    {
        public void Dispatch(in Decision decision) { }

        public List<(Decision Decision, float[] State)> Seen { get; } = [];

        public void Append(Decision decision, ObservationHistory history) => Seen.Add((decision, history.Latest.State));
    }
}
