using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>
/// Turns what the simulator shows at 100 Hz into a <see cref="BagLabel"/>. Every threshold has a dwell time, so a brush or a bounce
/// does not flip the label.
/// </summary>
internal sealed class BagLabeller
{
    /// <summary>Travel of the belly's sides at which the chips break, and from which a grip of the belly or of the crimp is hard, m.</summary>
    private const double CrushingTravel = 0.015, HardBelly = 0.0085, HardCrimp = 0.0045;

    /// <summary>Along the bag from its middle, where the corner begins, m.</summary>
    private const double CornerFrom = 0.022;

    private const double FastSpeed = 0.24;

    private readonly GraspWatch _grasp = new(3);
    private readonly StrokeSpeed _speed = new();
    private int _crushed, _hardBelly, _hardCrimp;

    public void Start(double x, double y)
    {
        (_crushed, _hardBelly, _hardCrimp) = (0, 0, 0);
        _grasp.Start(x, y);
        _speed.Start();
    }

    /// <param name="x">Bag, m in the base frame.</param>
    /// <param name="z">Height of the bag's underside, m.</param>
    public void Observe(in BagContact contact, double x, double y, double z, double toolZ, double toolSpeed)
    {
        if (contact.Belly && contact.BellyTravel > CrushingTravel) _crushed++;
        if (contact.Belly && contact.BellyTravel > HardBelly) _hardBelly++;
        if (contact.Crimp && contact.CrimpTravel > HardCrimp) _hardCrimp++;
        if (_grasp.Observe(contact.Touched, contact.Belly || contact.Crimp, x, y, z))
        {
            if (contact.Belly) HeldBy(BagOutcome.Middle);
            else if (contact.Crimp) HeldBy(contact.GripX > CornerFrom ? BagOutcome.Corner : BagOutcome.Edge);
        }
        _speed.Observe(toolZ, toolSpeed);
    }

    public BagLabel Label()
    {
        var outcome =
            _crushed >= GraspWatch.Dwell ? BagOutcome.Crushed
            : _grasp.Held ? Part
            : _grasp.Touched ? BagOutcome.Dropped
            : BagOutcome.Missed;
        var squeeze = outcome switch
        {
            BagOutcome.Middle => _hardBelly >= GraspWatch.Dwell ? BagSqueeze.Hard : BagSqueeze.Gentle,
            BagOutcome.Corner or BagOutcome.Edge => _hardCrimp >= GraspWatch.Dwell ? BagSqueeze.Hard : BagSqueeze.Gentle,
            _ => BagSqueeze.None,
        };
        return new(outcome, squeeze, _speed.Peak > FastSpeed ? Pace.Fast : Pace.Slow);
    }

    private BagOutcome Part
    {
        get
        {
            int middle = _grasp[(int)BagOutcome.Middle], corner = _grasp[(int)BagOutcome.Corner], edge = _grasp[(int)BagOutcome.Edge];
            return middle > Math.Max(corner, edge) ? BagOutcome.Middle : corner > edge ? BagOutcome.Corner : BagOutcome.Edge;
        }
    }

    private void HeldBy(BagOutcome part) => _grasp.HeldBy((int)part);

    public void Save(BinaryWriter w)
    {
        _grasp.Save(w);
        _speed.Save(w);
        foreach (int v in (ReadOnlySpan<int>)[_crushed, _hardBelly, _hardCrimp]) w.Write(v);
    }

    public void Load(BinaryReader r)
    {
        _grasp.Load(r);
        _speed.Load(r);
        (_crushed, _hardBelly, _hardCrimp) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
    }
}
