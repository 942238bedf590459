using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Turns what the simulator shows at 100 Hz into the truth about a grasp of the fork. Every threshold has a dwell time, so a brush or a
/// bounce does not flip the label.
/// </summary>
internal sealed class ForkPickLabeller
{
    public const string Dropped = "dropped", Missed = "missed";

    /// <summary>Substeps (10 ms) that count as having touched the fork.</summary>
    private const int TouchDwell = 8;

    /// <summary>A touch that displaced the fork by this counts however short it was, m.</summary>
    private const double Displaced = 0.003;

    /// <summary>Substeps at the end during which the fork must stay up and gripped to count as held.</summary>
    private const int HoldDwell = 40;

    /// <summary>Contacts of stiff pads flicker: a grip counts as lost after this many substeps without one.</summary>
    private const int GripDwell = 10;

    private const double HeldHeight = 0.05, FastSpeed = 0.42;

    private readonly StrokeSpeed _speed = new();
    private readonly int[] _heldBy = new int[3];
    private int _touched, _held, _sinceGrip;
    private double _startX, _startY, _x, _y;

    public void Start(double x, double y)
    {
        (_touched, _held, _sinceGrip) = (0, 0, GripDwell);
        Array.Clear(_heldBy);
        _speed.Start();
        (_startX, _startY, _x, _y) = (x, y, x, y);
    }

    /// <param name="x">Of the fork, m; z is the height of its feet above the table.</param>
    public void Observe(in ForkContact contact, double x, double y, double z, double toolZ, double toolSpeed)
    {
        (_x, _y) = (x, y);
        if (contact.Touched) _touched++;
        _sinceGrip = contact.Gripped ? 0 : _sinceGrip + 1;
        if (_sinceGrip < GripDwell && z > HeldHeight)
        {
            _held++;
            if (contact.Handle) _heldBy[(int)ForkPart.Handle]++;
            if (contact.Neck) _heldBy[(int)ForkPart.Neck]++;
            if (contact.Tines) _heldBy[(int)ForkPart.Tines]++;
        }
        else
        {
            _held = 0;
            Array.Clear(_heldBy);
        }
        _speed.Observe(toolZ, toolSpeed);
    }

    /// <summary>Whether the fork is up and in the hand.</summary>
    public bool Held => _held >= HoldDwell;

    public TaskLabel Label()
    {
        double moved = Math.Sqrt((_x - _startX) * (_x - _startX) + (_y - _startY) * (_y - _startY));
        string outcome = Held ? ForkScene.Name((ForkPart)Array.IndexOf(_heldBy, _heldBy.Max()))
            : _touched >= TouchDwell || (_touched > 0 && moved > Displaced) ? Dropped : Missed;
        return new(outcome, ("speed", _speed.Peak > FastSpeed ? "fast" : "slow"));
    }

    public void Save(BinaryWriter w)
    {
        foreach (int v in (ReadOnlySpan<int>)[_touched, _held, _sinceGrip, .. _heldBy]) w.Write(v);
        foreach (double v in (ReadOnlySpan<double>)[_startX, _startY, _x, _y]) w.Write(v);
        _speed.Save(w);
    }

    public void Load(BinaryReader r)
    {
        (_touched, _held, _sinceGrip) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        for (int i = 0; i < _heldBy.Length; i++) _heldBy[i] = r.ReadInt32();
        (_startX, _startY, _x, _y) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        _speed.Load(r);
    }
}
