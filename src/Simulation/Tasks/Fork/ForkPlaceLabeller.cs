using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>
/// Turns what the simulator shows at 100 Hz into the truth about a placing: where the fork lies, how the bowl stands, and from where it
/// was let go. Every threshold has a dwell time.
/// </summary>
internal sealed class ForkPlaceLabeller
{
    public const string Left = "left", Center = "center", Right = "right", Tipped = "tipped", Dropped = "dropped", Outside = "outside";

    /// <summary>Substeps (10 ms) at the end during which the fork must lie in the bowl, or the bowl be upset.</summary>
    private const int RestDwell = 40;

    /// <summary>Substeps without a pad on the fork after which it was let go.</summary>
    private const int GripDwell = 10;

    /// <summary>A fork lies to one side of the bowl when its center is this far from the bowl's axis, m.</summary>
    private const double SideFrom = 0.018;

    /// <summary>Highest that the feet of a fork in the bowl can lie above the bowl's foot, m: across the rim.</summary>
    private const double LiesBelow = 0.075;

    /// <summary>The bowl is upset when it tilts or has moved more than this, rad and m.</summary>
    private const double UpsetTilt = 0.35, UpsetMove = 0.04;

    /// <summary>Let go from above this height of the fork's feet over the bowl's foot: high, and on the way, m.</summary>
    private const double HighFrom = 0.066, OnTheWayFrom = 0.15;

    private const double FastSpeed = 0.275;

    private int _sinceGrip, _inside, _upset;
    private bool _released;
    private double _releasedFrom, _peakSpeed, _lastToolZ, _startX, _startY, _across;

    public void Start(double bowlX, double bowlY)
    {
        (_sinceGrip, _inside, _upset, _released) = (0, 0, 0, false);
        (_releasedFrom, _peakSpeed, _lastToolZ, _across) = (0, 0, double.NaN, 0);
        (_startX, _startY) = (bowlX, bowlY);
    }

    /// <param name="seconds">Since the last call.</param>
    public void Observe(in ForkContact contact, in ForkInBowl where, double toolZ, double seconds)
    {
        _sinceGrip = contact.Gripped ? 0 : _sinceGrip + 1;
        if (!_released)
        {
            // Opening fingers brush along the fork again on their way up: the first loss of the grip is the one that counts.
            if (contact.Gripped) _releasedFrom = where.Above;
            _released = _sinceGrip >= GripDwell;
            if (!double.IsNaN(_lastToolZ)) _peakSpeed = Math.Max(_peakSpeed, (_lastToolZ - toolZ) / seconds);
        }
        _lastToolZ = toolZ;
        _across = where.Across;
        double far = Math.Sqrt(where.Along * where.Along + where.Across * where.Across);
        bool inside = _sinceGrip >= GripDwell && !contact.Table && far < ForkScene.RimRadius && where.Above < LiesBelow;
        _inside = inside ? _inside + 1 : 0;
        double moved = Math.Sqrt(Sq(where.BowlX - _startX) + Sq(where.BowlY - _startY));
        _upset = where.BowlTilt > UpsetTilt || moved > UpsetMove ? _upset + 1 : 0;

        static double Sq(double v) => v * v;
    }

    /// <summary>Whether the fork lies in a bowl that stands where it stood.</summary>
    public bool Placed => _inside >= RestDwell && _upset < RestDwell;

    public TaskLabel Label()
    {
        string outcome = _upset >= RestDwell ? Tipped
            : Placed ? _across > SideFrom ? Left : _across < -SideFrom ? Right : Center
            : _released && _releasedFrom > OnTheWayFrom ? Dropped
            : Outside;
        return new(outcome, ("height", _releasedFrom > HighFrom ? "high" : "low"), ("speed", TaskLabel.Word(_peakSpeed > FastSpeed ? Pace.Fast : Pace.Slow)));
    }

    public void Save(BinaryWriter w)
    {
        foreach (int v in (ReadOnlySpan<int>)[_sinceGrip, _inside, _upset]) w.Write(v);
        w.Write(_released);
        foreach (double v in (ReadOnlySpan<double>)[_releasedFrom, _peakSpeed, _lastToolZ, _startX, _startY, _across]) w.Write(v);
    }

    public void Load(BinaryReader r)
    {
        (_sinceGrip, _inside, _upset, _released) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32(), r.ReadBoolean());
        (_releasedFrom, _peakSpeed, _lastToolZ) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        (_startX, _startY, _across) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
    }
}
