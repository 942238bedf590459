using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>
/// Turns what the simulator shows at 100 Hz into a <see cref="DrawerLabel"/>. Every threshold has a dwell time, so a brush or a
/// bounce does not flip the label.
/// </summary>
internal sealed class DrawerLabeller
{
    /// <summary>Substeps (10 ms) that count as having touched the cabinet, and that a part must have moved the drawer for.</summary>
    private const int TouchDwell = 8;

    /// <summary>A touch that moved drawer or cabinet by this counts however short it was, m.</summary>
    private const double Displaced = 0.003;

    /// <summary>Substeps at the end during which the drawer must be open, or the cabinet away from its place.</summary>
    private const int RestDwell = 20;

    /// <summary>From here on the drawer is open, and from here on fully, m.</summary>
    private const double OpenFrom = 0.03, FullFrom = 0.075;

    /// <summary>A cabinet this far from where it stood has been pushed off its place, m.</summary>
    private const double PushedFrom = 0.02;

    /// <summary>The drawer moves when it goes this far in a substep, m.</summary>
    private const double Moving = 1e-4;

    /// <summary>The tool moves at this speed, m/s, and a way of fewer substeps than that is fast.</summary>
    private const double ToolMoving = 0.025;
    private const int FastBelow = 72;

    private int _touched, _byKnob, _byBar, _byLedge, _open, _pushed, _way;
    private double _lowest, _x0, _y0, _opening, _pushedBy, _widest;

    /// <param name="x">Where the cabinet stands, m.</param>
    /// <param name="y">The same along y.</param>
    /// <param name="opening">How far the drawer is open, m.</param>
    public void Start(double x, double y, double opening)
    {
        (_touched, _byKnob, _byBar, _byLedge, _open, _pushed, _way) = (0, 0, 0, 0, 0, 0, 0);
        (_lowest, _x0, _y0, _opening, _pushedBy, _widest) = (double.MaxValue, x, y, opening, 0, 0);
    }

    /// <param name="x">Where the cabinet stands, m.</param>
    /// <param name="y">The same along y.</param>
    /// <param name="opening">How far the drawer is open, m.</param>
    /// <param name="toolZ">Height of the tool, m.</param>
    /// <param name="toolSpeed">m/s.</param>
    public void Observe(in DrawerContact contact, double x, double y, double opening, double toolZ, double toolSpeed)
    {
        if (contact.Touched) _touched++;
        if (opening - _opening > Moving)
        {
            if (contact.Knob) _byKnob++;
            if (contact.Bar) _byBar++;
            if (contact.Ledge) _byLedge++;
        }
        _opening = opening;
        _pushedBy = Math.Sqrt((x - _x0) * (x - _x0) + (y - _y0) * (y - _y0));
        _widest = Math.Max(_widest, Math.Max(_pushedBy, opening));
        _open = opening >= OpenFrom ? _open + 1 : 0;
        _pushed = _pushedBy > PushedFrom ? _pushed + 1 : 0;
        // The way counts from the lowest point on: the pull, and not the approach.
        if (toolZ < _lowest - 1e-3) (_lowest, _way) = (toolZ, 0);
        else if (toolSpeed > ToolMoving) _way++;
    }

    public DrawerLabel Label()
    {
        int most = Math.Max(_byKnob, Math.Max(_byBar, _byLedge));
        var outcome =
            _pushed >= RestDwell ? DrawerOutcome.Push
            : _open >= RestDwell && most >= TouchDwell ? OpenedBy(most)
            : _touched >= TouchDwell || (_touched > 0 && _widest > Displaced) ? DrawerOutcome.Slip
            : DrawerOutcome.Miss;
        var opening = outcome is DrawerOutcome.Push or DrawerOutcome.Slip or DrawerOutcome.Miss ? DrawerOpening.None
            : _opening < FullFrom ? DrawerOpening.Half : DrawerOpening.Full;
        return new(outcome, opening, _way < FastBelow ? Pace.Fast : Pace.Slow);
    }

    private DrawerOutcome OpenedBy(int most) =>
        most == _byKnob ? DrawerOutcome.Knob : most == _byBar ? DrawerOutcome.Bar : DrawerOutcome.Ledge;

    public void Save(BinaryWriter w)
    {
        foreach (int v in new[] { _touched, _byKnob, _byBar, _byLedge, _open, _pushed, _way }) w.Write(v);
        foreach (double v in new[] { _lowest, _x0, _y0, _opening, _pushedBy, _widest }) w.Write(v);
    }

    public void Load(BinaryReader r)
    {
        (_touched, _byKnob, _byBar, _byLedge) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_open, _pushed, _way) = (r.ReadInt32(), r.ReadInt32(), r.ReadInt32());
        (_lowest, _x0, _y0) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
        (_opening, _pushedBy, _widest) = (r.ReadDouble(), r.ReadDouble(), r.ReadDouble());
    }
}
