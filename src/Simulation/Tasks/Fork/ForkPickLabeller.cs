using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Turns what the simulator shows at 100 Hz into the truth about a grasp of the fork. Every threshold has a dwell time, so a brush or a
/// bounce does not flip the label.
/// </summary>
internal sealed class ForkPickLabeller
{
    public const string Dropped = "dropped", Missed = "missed";

    private const double FastSpeed = 0.42;

    private readonly GraspWatch _grasp = new(Enum.GetValues<ForkPart>().Length);
    private readonly StrokeSpeed _speed = new();

    public void Start(double x, double y)
    {
        _grasp.Start(x, y);
        _speed.Start();
    }

    /// <param name="x">Of the fork, m; z is the height of its feet above the table.</param>
    public void Observe(in ForkContact contact, double x, double y, double z, double toolZ, double toolSpeed)
    {
        if (_grasp.Observe(contact.Touched, contact.Gripped, x, y, z))
        {
            if (contact.Handle) _grasp.HeldBy((int)ForkPart.Handle);
            if (contact.Neck) _grasp.HeldBy((int)ForkPart.Neck);
            if (contact.Tines) _grasp.HeldBy((int)ForkPart.Tines);
        }
        _speed.Observe(toolZ, toolSpeed);
    }

    /// <summary>Whether the fork is up and in the hand.</summary>
    public bool Held => _grasp.Held;

    public TaskLabel Label()
    {
        string outcome = Held ? ForkScene.Name(Enum.GetValues<ForkPart>().MaxBy(part => _grasp[(int)part]))
            : _grasp.Touched ? Dropped : Missed;
        return new(outcome, ("speed", TaskLabel.Word(_speed.Peak > FastSpeed ? Pace.Fast : Pace.Slow)));
    }

    public void Save(BinaryWriter w)
    {
        _grasp.Save(w);
        _speed.Save(w);
    }

    public void Load(BinaryReader r)
    {
        _grasp.Load(r);
        _speed.Load(r);
    }
}
