using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Turns what the simulator shows at 100 Hz into a <see cref="CupLabel"/>. Every threshold has a dwell time, so a
/// brush or a bounce does not flip the label.
/// </summary>
internal sealed class CupLabeller
{
    /// <summary>Substeps (10 ms) that count as having touched the mug.</summary>
    private const int TouchDwell = 8;

    /// <summary>A touch that displaced the mug by this counts however short it was, m.</summary>
    private const double Displaced = 0.003;

    /// <summary>Substeps at the end during which the mug must stay up and gripped to count as held.</summary>
    private const int HoldDwell = 40;

    private const double HeldHeight = 0.05, LiftedHeight = 0.02, UprightAngle = 0.6, TiltedAngle = 0.2, FastSpeed = 0.22;

    /// <summary>Contacts of stiff pads flicker: a grip counts as lost after this many substeps without one.</summary>
    private const int GripDwell = 10;

    private int _touched, _held, _heldByHandle, _heldByRim, _heldAround, _lifted, _tipped, _sinceGrip;
    private readonly StrokeSpeed _speed = new();
    private double _gripY, _mugX0, _mugY0, _mugX, _mugY, _tilt;

    public void Start(double mugX, double mugY)
    {
        (_touched, _held, _heldByHandle, _heldByRim, _heldAround, _lifted, _tipped, _sinceGrip) = (0, 0, 0, 0, 0, 0, 0, GripDwell);
        (_gripY, _tilt) = (0, 0);
        _speed.Start();
        (_mugX0, _mugY0, _mugX, _mugY) = (mugX, mugY, mugX, mugY);
    }

    public void Observe(in CupContact contact, double mugX, double mugY, double mugZ, double tilt, double toolZ, double toolSpeed)
    {
        (_mugX, _mugY, _tilt) = (mugX, mugY, tilt);
        if (contact.Touched) _touched++;
        if (contact.Gripped) _gripY = contact.GripY;
        _sinceGrip = contact.Gripped ? 0 : _sinceGrip + 1;
        bool gripped = _sinceGrip < GripDwell;
        // A mug that is being pushed over also rises: only an upright one was lifted.
        if (gripped && mugZ > LiftedHeight && tilt < UprightAngle) _lifted++;
        _tipped = tilt > CupTask.TippedAngle ? _tipped + 1 : 0;
        if (gripped && mugZ > HeldHeight)
        {
            _held++;
            if (contact.Around) _heldAround++;
            else if (contact.Handle) _heldByHandle++;
            else if (contact.Gripped) _heldByRim++;
        }
        else (_held, _heldByHandle, _heldByRim, _heldAround) = (0, 0, 0, 0);
        _speed.Observe(toolZ, toolSpeed);
    }

    public CupLabel Label()
    {
        var outcome =
            _held >= HoldDwell ? HeldBy()
            : _tipped >= HoldDwell && _lifted < TouchDwell ? CupOutcome.Knock
            : _touched >= TouchDwell || (_touched > 0 && Moved > Displaced) ? CupOutcome.Slip
            : CupOutcome.Miss;
        var side = outcome switch
        {
            CupOutcome.Rim => _gripY > 0 ? CupSide.Left : CupSide.Right,
            CupOutcome.Knock => _mugY > _mugY0 ? CupSide.Left : CupSide.Right,
            _ => CupSide.None,
        };
        var tilt = outcome == CupOutcome.Miss || _tilt <= TiltedAngle ? CupTilt.Upright : CupTilt.Tilted;
        return new(outcome, side, _speed.Peak > FastSpeed ? CupSpeed.Fast : CupSpeed.Slow, tilt);
    }

    private double Moved => Math.Sqrt((_mugX - _mugX0) * (_mugX - _mugX0) + (_mugY - _mugY0) * (_mugY - _mugY0));

    private CupOutcome HeldBy() =>
        _heldAround > Math.Max(_heldByHandle, _heldByRim) ? CupOutcome.Body
        : _heldByHandle >= _heldByRim ? CupOutcome.Handle : CupOutcome.Rim;

    public void Save(BinaryWriter w)
    {
        foreach (int v in new[] { _touched, _held, _heldByHandle, _heldByRim, _heldAround, _lifted, _tipped, _sinceGrip }) w.Write(v);
        foreach (double v in new[] { _gripY, _mugX0, _mugY0, _mugX, _mugY, _tilt }) w.Write(v);
        _speed.Save(w);
    }

    public void Load(BinaryReader r)
    {
        (_touched, _held, _heldByHandle) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_heldByRim, _heldAround, _lifted) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_tipped, _sinceGrip) = (r.ReadInt32(), r.ReadInt32());
        (_gripY, _mugX0, _mugY0) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        (_mugX, _mugY, _tilt) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        _speed.Load(r);
    }
}
