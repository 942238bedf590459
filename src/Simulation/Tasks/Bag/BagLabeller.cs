using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>
/// Turns what the simulator shows at 100 Hz into a <see cref="BagLabel"/>. Every threshold has a dwell time, so a brush or a bounce
/// does not flip the label.
/// </summary>
internal sealed class BagLabeller
{
    /// <summary>Substeps (10 ms) that count as having touched, crushed or pressed hard.</summary>
    private const int Dwell = 8;

    /// <summary>A touch that displaced the bag by this counts however short it was, m.</summary>
    private const double Displaced = 0.003;

    /// <summary>Substeps at the end during which the bag must stay up and gripped to count as held.</summary>
    private const int HoldDwell = 40;

    /// <summary>Contacts of stiff pads flicker: a grip counts as lost after this many substeps without one.</summary>
    private const int GripDwell = 10;

    /// <summary>Travel of the belly's sides at which the chips break, and from which a grip of the belly or of the crimp is hard, m.</summary>
    private const double CrushingTravel = 0.015, HardBelly = 0.0085, HardCrimp = 0.0045;

    /// <summary>Along the bag from its middle, where the corner begins, m.</summary>
    private const double CornerFrom = 0.022;

    private const double HeldHeight = 0.05, FastSpeed = 0.24;

    private readonly StrokeSpeed _speed = new();
    private int _touched, _crushed, _held, _heldAround, _heldCorner, _heldEdge, _hardBelly, _hardCrimp, _sinceGrip;
    private double _x0, _y0, _x, _y;

    public void Start(double x, double y)
    {
        (_touched, _crushed, _held, _heldAround, _heldCorner, _heldEdge) = (0, 0, 0, 0, 0, 0);
        (_hardBelly, _hardCrimp, _sinceGrip) = (0, 0, GripDwell);
        (_x0, _y0, _x, _y) = (x, y, x, y);
        _speed.Start();
    }

    /// <param name="x">Bag, m in the base frame.</param>
    /// <param name="z">Height of the bag's underside, m.</param>
    public void Observe(in BagContact contact, double x, double y, double z, double toolZ, double toolSpeed)
    {
        (_x, _y) = (x, y);
        bool touching = contact.Belly || contact.Crimp;
        if (contact.Touched) _touched++;
        if (contact.Belly && contact.BellyTravel > CrushingTravel) _crushed++;
        if (contact.Belly && contact.BellyTravel > HardBelly) _hardBelly++;
        if (contact.Crimp && contact.CrimpTravel > HardCrimp) _hardCrimp++;
        _sinceGrip = touching ? 0 : _sinceGrip + 1;
        if (_sinceGrip < GripDwell && z > HeldHeight)
        {
            _held++;
            if (contact.Belly) _heldAround++;
            else if (contact.Crimp && contact.GripX > CornerFrom) _heldCorner++;
            else if (contact.Crimp) _heldEdge++;
        }
        else (_held, _heldAround, _heldCorner, _heldEdge) = (0, 0, 0, 0);
        _speed.Observe(toolZ, toolSpeed);
    }

    public BagLabel Label()
    {
        var outcome =
            _crushed >= Dwell ? BagOutcome.Crushed
            : _held >= HoldDwell ? HeldBy()
            : _touched >= Dwell || (_touched > 0 && Moved > Displaced) ? BagOutcome.Dropped
            : BagOutcome.Missed;
        var squeeze = outcome switch
        {
            BagOutcome.Middle => _hardBelly >= Dwell ? BagSqueeze.Hard : BagSqueeze.Gentle,
            BagOutcome.Corner or BagOutcome.Edge => _hardCrimp >= Dwell ? BagSqueeze.Hard : BagSqueeze.Gentle,
            _ => BagSqueeze.None,
        };
        return new(outcome, squeeze, _speed.Peak > FastSpeed ? BagSpeed.Fast : BagSpeed.Slow);
    }

    private double Moved => Math.Sqrt((_x - _x0) * (_x - _x0) + (_y - _y0) * (_y - _y0));

    private BagOutcome HeldBy() =>
        _heldAround > Math.Max(_heldCorner, _heldEdge) ? BagOutcome.Middle
        : _heldCorner > _heldEdge ? BagOutcome.Corner : BagOutcome.Edge;

    public void Save(BinaryWriter w)
    {
        foreach (int v in new[] { _touched, _crushed, _held, _heldAround, _heldCorner, _heldEdge, _hardBelly, _hardCrimp, _sinceGrip }) w.Write(v);
        foreach (double v in new[] { _x0, _y0, _x, _y }) w.Write(v);
        _speed.Save(w);
    }

    public void Load(BinaryReader r)
    {
        (_touched, _crushed, _held) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_heldAround, _heldCorner, _heldEdge) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_hardBelly, _hardCrimp, _sinceGrip) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_x0, _y0, _x, _y) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        _speed.Load(r);
    }
}
