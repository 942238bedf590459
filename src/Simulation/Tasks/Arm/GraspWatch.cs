namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>
/// What a grasp of any object comes to, from contacts and poses at 100 Hz: whether it was touched, whether it is held up at the end, and by
/// which of its parts. Every threshold has a dwell time, so a brush or a bounce does not decide.
/// </summary>
/// <param name="parts">How many parts the object may be held by.</param>
internal sealed class GraspWatch(int parts)
{
    /// <summary>Substeps (10 ms) that count as having touched it, or as having done anything else to it.</summary>
    public const int Dwell = 8;

    /// <summary>Substeps at the end during which it must stay up and gripped to count as held.</summary>
    public const int HoldDwell = 40;

    /// <summary>A touch that displaced it by this counts however short it was, m.</summary>
    private const double Displaced = 0.003;

    /// <summary>Contacts of stiff pads flicker: a grip counts as lost after this many substeps without one.</summary>
    private const int GripDwell = 10;

    private const double HeldHeight = 0.05;

    private readonly int[] _heldBy = new int[parts];
    private int _touched, _held, _sinceGrip;
    private double _startX, _startY, _x, _y;

    /// <summary>It is in the hand now.</summary>
    public bool Gripped => _sinceGrip < GripDwell;

    /// <summary>It is up and in the hand, and has been for long enough.</summary>
    public bool Held => _held >= HoldDwell;

    /// <summary>It was touched for long enough, or moved by a touch.</summary>
    public bool Touched => _touched >= Dwell || (_touched > 0 && Math.Sqrt(Square(_x - _startX) + Square(_y - _startY)) > Displaced);

    /// <param name="x">Where the object stands, m; y likewise.</param>
    public void Start(double x, double y)
    {
        (_touched, _held, _sinceGrip) = (0, 0, GripDwell);
        Array.Clear(_heldBy);
        (_startX, _startY, _x, _y) = (x, y, x, y);
    }

    /// <param name="touched">The gripper touches it.</param>
    /// <param name="gripped">It is between the pads.</param>
    /// <param name="z">Height of its underside above the table, m.</param>
    /// <returns>Whether it is up and in the hand: then <see cref="HeldBy"/> may be told by what.</returns>
    public bool Observe(bool touched, bool gripped, double x, double y, double z)
    {
        (_x, _y) = (x, y);
        if (touched) _touched++;
        _sinceGrip = gripped ? 0 : _sinceGrip + 1;
        if (Gripped && z > HeldHeight)
        {
            _held++;
            return true;
        }
        _held = 0;
        Array.Clear(_heldBy);
        return false;
    }

    /// <summary>Counts a substep for a part.</summary>
    public void HeldBy(int part) => _heldBy[part]++;

    /// <summary>Substeps for which it has been held by a part.</summary>
    public int this[int part] => _heldBy[part];

    public void Save(BinaryWriter w)
    {
        foreach (int v in (ReadOnlySpan<int>)[_touched, _held, _sinceGrip, .. _heldBy]) w.Write(v);
        foreach (double v in (ReadOnlySpan<double>)[_startX, _startY, _x, _y]) w.Write(v);
    }

    public void Load(BinaryReader r)
    {
        (_touched, _held, _sinceGrip) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        for (int i = 0; i < _heldBy.Length; i++) _heldBy[i] = r.ReadInt32();
        (_startX, _startY, _x, _y) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
    }

    private static double Square(double v) => v * v;
}
