using Forewarn.Core;
using Forewarn.RosBridge.Tests.Robot;
using Forewarn.Steering;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests.Control;

/// <summary>A tick with an arm that goes where it is commanded, unless a test says otherwise.</summary>
internal sealed class TickRig : ICommandSink
{
    public static readonly float[] LargestStep = [0.1f, 0.1f, 0.1f, 0.5f, 0.04f];

    private readonly double[] _velocities = new double[8];

    public TickRig()
    {
        Actuation = CupArm.Actuation();
        Queue = new ActionQueue(CupArm.Plan, LargestStep, 40);
        Snapshot = new JointSnapshot(8);
        Tick = new ControlTick(CupArm.Plan, Queue, Actuation, Snapshot, this, new ControlOptions(), Time);
        Measured = [.. CupArm.Home, 0.055];
    }

    public FakeTimeProvider Time { get; } = new();

    public ToolActuation Actuation { get; }

    public ActionQueue Queue { get; }

    public JointSnapshot Snapshot { get; }

    public ControlTick Tick { get; }

    public double[] Measured { get; set; }

    public List<double[]> Commands { get; } = [];

    public List<double[]> LookAhead { get; } = [];

    public int Alive { get; private set; }

    public bool Sensing { get; set; } = true;

    public bool Tracking { get; set; } = true;

    public bool Delivers { get; set; } = true;

    /// <summary>Whether commands are kept; off, the sink allocates nothing.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>Tool pose of a command.</summary>
    public float[] Pose(double[] command)
    {
        var row = new float[5];
        CupArm.Actuation().Describe(command, row);
        return row;
    }

    /// <summary>Active, at rest, following the queue.</summary>
    public TickRig Activated()
    {
        Run(3);
        Tick.Outside = HoldCause.None;
        Run(2);
        return this;
    }

    public void Run(int ticks)
    {
        for (int i = 0; i < ticks; i++)
        {
            if (Sensing) Snapshot.Write(Measured, _velocities, Time.GetTimestamp());
            Tick.Step();
            Time.Advance(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Dispatches a straight plan to a place.</summary>
    public void Send(float x, float y, float z, int rows = 20, long index = 0)
    {
        var start = Pose([.. Tick.Command]);
        var values = new float[40 * 5];
        for (int t = 0; t < 40; t++)
        {
            float share = Math.Min(1f, (t + 1f) / rows);
            float[] row = [start[0] + share * (x - start[0]), start[1] + share * (y - start[1]), start[2] + share * (z - start[2]), start[3], 0.055f];
            row.CopyTo(values, t * 5);
        }
        Queue.Observed(index);
        Queue.Dispatch(Decision(new ActionProposals(values, 1, CupArm.Plan), 0, Rung.Steered, index));
    }

    public void Stop() => Queue.Dispatch(Decision(null, -1, Rung.Stop, 99));

    public bool Command(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (!Delivers) return false;
        if (Tracking) first.CopyTo(Measured);
        if (!Remembers) return true;
        Commands.Add(first.ToArray());
        LookAhead.Add(second.ToArray());
        return true;
    }

    public void AssertLiveliness() => Alive++;

    private static Decision Decision(ActionProposals? modes, int chosen, Rung rung, long index) =>
        new(index, "wish", "", 0, 1, modes, [], [], null, chosen, rung, "test", new StageTimings(0, 0, 0, 0, 0, 0, 0));
}
