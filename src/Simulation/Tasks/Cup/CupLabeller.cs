using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Cup;

/// <summary>
/// Turns what the simulator shows at 100 Hz into a <see cref="CupLabel"/>. Every threshold has a dwell time, so a
/// brush or a bounce does not flip the label.
/// </summary>
internal sealed class CupLabeller
{
    private const double LiftedHeight = 0.02, UprightAngle = 0.6, TiltedAngle = 0.2, FastSpeed = 0.22;

    private readonly GraspWatch _grasp = new(3);
    private readonly StrokeSpeed _speed = new();
    private int _lifted, _tipped;
    private double _gripY, _mugY0, _mugY, _tilt;

    public void Start(double mugX, double mugY)
    {
        _grasp.Start(mugX, mugY);
        _speed.Start();
        (_lifted, _tipped, _gripY, _tilt, _mugY0, _mugY) = (0, 0, 0, 0, mugY, mugY);
    }

    public void Observe(in CupContact contact, double mugX, double mugY, double mugZ, double tilt, double toolZ, double toolSpeed)
    {
        (_mugY, _tilt) = (mugY, tilt);
        if (contact.Gripped) _gripY = contact.GripY;
        if (_grasp.Observe(contact.Touched, contact.Gripped, mugX, mugY, mugZ))
        {
            if (contact.Around) HeldBy(CupOutcome.Body);
            else if (contact.Handle) HeldBy(CupOutcome.Handle);
            else if (contact.Gripped) HeldBy(CupOutcome.Rim);
        }
        // A mug that is being pushed over also rises: only an upright one was lifted.
        if (_grasp.Gripped && mugZ > LiftedHeight && tilt < UprightAngle) _lifted++;
        _tipped = tilt > CupTask.TippedAngle ? _tipped + 1 : 0;
        _speed.Observe(toolZ, toolSpeed);
    }

    public CupLabel Label()
    {
        var outcome =
            _grasp.Held ? Part
            : _tipped >= GraspWatch.HoldDwell && _lifted < GraspWatch.Dwell ? CupOutcome.Knock
            : _grasp.Touched ? CupOutcome.Slip
            : CupOutcome.Miss;
        var side = outcome switch
        {
            CupOutcome.Rim => _gripY > 0 ? CupSide.Left : CupSide.Right,
            CupOutcome.Knock => _mugY > _mugY0 ? CupSide.Left : CupSide.Right,
            _ => CupSide.None,
        };
        var tilt = outcome == CupOutcome.Miss || _tilt <= TiltedAngle ? CupTilt.Upright : CupTilt.Tilted;
        return new(outcome, side, _speed.Peak > FastSpeed ? Pace.Fast : Pace.Slow, tilt);
    }

    private CupOutcome Part
    {
        get
        {
            int body = _grasp[(int)CupOutcome.Body], handle = _grasp[(int)CupOutcome.Handle], rim = _grasp[(int)CupOutcome.Rim];
            return body > Math.Max(handle, rim) ? CupOutcome.Body : handle >= rim ? CupOutcome.Handle : CupOutcome.Rim;
        }
    }

    private void HeldBy(CupOutcome part) => _grasp.HeldBy((int)part);

    public void Save(BinaryWriter w)
    {
        _grasp.Save(w);
        _speed.Save(w);
        foreach (int v in (ReadOnlySpan<int>)[_lifted, _tipped]) w.Write(v);
        foreach (double v in (ReadOnlySpan<double>)[_gripY, _mugY0, _mugY, _tilt]) w.Write(v);
    }

    public void Load(BinaryReader r)
    {
        _grasp.Load(r);
        _speed.Load(r);
        (_lifted, _tipped) = (r.ReadInt32(), r.ReadInt32());
        (_gripY, _mugY0, _mugY, _tilt) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
    }
}
