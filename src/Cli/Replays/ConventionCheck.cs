using Forewarn.Core;
using Forewarn.RosBridge;
using Forewarn.Steering;

namespace Forewarn.Cli.Replays;

/// <summary>
/// Sends demonstrated plans down the whole way to a robot (decision, guards, queue, control tick, inverse kinematics, speed
/// limits) with an arm that follows perfectly, and compares where its tool is after every row with the demonstrated row,
/// and the proprioception put together from its joints with the recorded one. Wrong frames, units, orders of joints or
/// absolute for relative targets show at once.
/// </summary>
internal sealed class ConventionCheck(ActionSpec action, IReadOnlyList<string> state, RobotDescription robot, IPlanGuard guard, SteeringNodeOptions options)
{
    private readonly List<(string What, double Tolerance)> _wanted =
        [.. action.Names.Select(n => (n, Tolerance(n))), .. state.Select(n => ($"state {n}", Tolerance(n)))];

    private readonly Dictionary<string, (double Sum, int Count, double Largest, string Where)> _found = [];

    /// <summary>Plans that the guards, or the arm's reach, did not let through.</summary>
    public List<string> Refused { get; } = [];

    public int Demonstrations { get; private set; }

    public IReadOnlyList<ConventionFinding> Findings =>
        [.. _wanted.Where(w => _found.ContainsKey(w.What)).Select(w =>
        {
            var f = _found[w.What];
            return new ConventionFinding(w.What, f.Sum / f.Count, f.Largest, w.Tolerance, f.Where);
        })];

    public bool Holds => Demonstrations > 0 && Refused.Count == 0 && Findings.All(f => f.Holds);

    /// <exception cref="ForewarnException">The demonstration has another form than the policy's plans or state.</exception>
    public void Add(Demonstration demonstration)
    {
        Shape.Require($"{demonstration.Name}: plan", demonstration.Plan.Length % action.Width, ("rest of [T, A]", 0));
        Shape.Require($"{demonstration.Name}: state", demonstration.State.Length, ("S", state.Count));
        Demonstrations++;
        int rows = demonstration.Plan.Length / action.Width;
        var time = new RecordedTime();
        time.MoveTo(1_000_000_000);
        using var models = new DemonstrationModels(action, state, guard, demonstration.Plan);
        var steering = options.Steering with { Proposals = 1, Modes = 1, PredictionHorizon = rows, ActionHorizon = rows };
        var arm = new PerfectArm();
        using var session = new SteeringSession(
            models, robot, options with { Steering = steering, Execution = StageExecution.Inline }, arm, new Composition.DecisionLogs(), time);
        IPlanActuation actuation = SteeringSession.Actuation(action, robot, options.Tool);
        string[] joints = [.. actuation.Joints];
        arm.Joints = Start(joints, demonstration.State);
        session.Activate();
        session.Pacer.Ask("as demonstrated");

        long period = (long)(1e9 / options.Control.RateHz);
        int ticksPerRow = (int)Math.Round(options.Control.RateHz / action.RateHz);
        float[] at = new float[action.Width];
        int row = 0, ticks = 0;
        for (int step = 0; row < rows && step < 10 * rows * ticksPerRow; step++)
        {
            time.MoveTo(time.GetTimestamp() + period);
            if (session.Joints.Take(joints, arm.Joints, [], time.GetTimestamp())) session.JointsMoved();
            session.Poll();
            long before = session.Queue.Consumed;
            session.Step();
            ticks = session.Queue.Consumed > before ? 1 : ticks + 1;
            if (session.Queue.Consumed == row + 1 && ticks == ticksPerRow)
            {
                actuation.Describe(arm.Joints, at);
                Compare(demonstration, row++, at);
            }
            if (session.Tick.Cause is HoldCause.OutOfReach || session.Pacer.Last is { Chosen: < 0 }) break;
        }
        if (row < rows) Refused.Add($"{demonstration.Name}, row {row}: {session.Status().Reason}");
        if (models.Seen is not { } seen) return;
        for (int i = 0; i < seen.Length; i++) Add($"state {state[i]}", Math.Abs(seen[i] - demonstration.State[i]), demonstration.Name);
    }

    private void Compare(Demonstration demonstration, int row, ReadOnlySpan<float> at)
    {
        for (int a = 0; a < action.Width; a++)
        {
            double wanted = demonstration.Plan[row * action.Width + a], difference = Math.Abs(at[a] - wanted);
            if (action.Names[a].EndsWith("_rad", StringComparison.Ordinal)) difference = Math.Abs(Math.IEEERemainder(difference, 2 * Math.PI));
            // A grip is commanded as closed: its force is stiffness times error.
            if (action.Names[a] == "width_m" && wanted < options.Tool.GripBelow && at[a] < options.Tool.GripBelow) difference = 0;
            Add(action.Names[a], difference, $"{demonstration.Name}, row {row}");
        }
    }

    private void Add(string what, double difference, string where)
    {
        var f = _found.GetValueOrDefault(what);
        _found[what] = difference > f.Largest || f.Count == 0
            ? (f.Sum + difference, f.Count + 1, difference, where)
            : (f.Sum + difference, f.Count + 1, f.Largest, f.Where);
    }

    private double[] Start(string[] joints, float[] recorded) =>
        [.. joints.Select(j => Math.Clamp(
            j == options.Tool.Finger ? recorded[Index("width_m")] : recorded[Index($"{j}_rad")], robot.Joint(j).Lower, robot.Joint(j).Upper))];

    private int Index(string name) => state.ToList().IndexOf(name) is >= 0 and var at
        ? at
        : throw ForewarnException.Of("state of the policy", string.Join(", ", state), $"'{name}' among them",
            "The check must know where the joints were; use a policy that reads them.", ExitCode.Usage);

    /// <summary>A millimeter, a hundredth of a radian; speeds are not known for an arm that was not moving.</summary>
    private static double Tolerance(string name) => name switch
    {
        _ when name.EndsWith("_rad_s", StringComparison.Ordinal) || name.EndsWith("_m_s", StringComparison.Ordinal) => double.PositiveInfinity,
        _ when name.EndsWith("_m", StringComparison.Ordinal) => 0.001,
        _ => 0.01,
    };

    /// <summary>Is at once where it is sent.</summary>
    private sealed class PerfectArm : ICommandSink
    {
        public double[] Joints { get; set; } = [];

        public bool Command(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
        {
            first.CopyTo(Joints);
            return true;
        }

        public void AssertLiveliness() { }
    }
}
