namespace Forewarn.Reachability.ClosedForms;

/// <summary>
/// A car of constant speed, <c>x' = s cos th, y' = s sin th, th' = u, |u| &lt;= w</c>, to be kept out of a disc at the origin; margin
/// <c>l = |p| - r</c> (m). Where it approaches, the best it can do is to turn hard one way until it is nearest, then go straight.
/// </summary>
/// <param name="Speed">s, m/s.</param>
/// <param name="TurnRate">w, rad/s.</param>
/// <param name="Radius">r, m.</param>
public sealed record DubinsDisc(double Speed, double TurnRate, double Radius)
{
    /// <summary>Radius R of the tightest turn, m.</summary>
    public double TurnRadius => Speed / TurnRate;

    /// <summary>Distance from the center to the tip of the tube on the axis of approach, m: <c>sqrt(r (2 R + r))</c>.</summary>
    public double Tip => Math.Sqrt(Radius * (2 * TurnRadius + Radius));

    /// <summary>Area of the tube at a fixed heading, m^2: half a lens and half the disc.</summary>
    public double SliceArea => (TurnRadius + Radius) * (TurnRadius + Radius) * Math.Asin(Tip / (TurnRadius + Radius))
        - TurnRadius * Tip + Math.PI * Radius * Radius / 2;

    /// <summary>Intersection over union with the tube of the same disc under other dynamics; the tubes are nested.</summary>
    public double Overlap(DubinsDisc other) => Math.Min(SliceArea, other.SliceArea) / Math.Max(SliceArea, other.SliceArea);

    /// <summary>Value over an infinite horizon, m.</summary>
    public double Value(double x, double y, double heading)
    {
        double hx = Math.Cos(heading), hy = Math.Sin(heading);
        if (x * hx + y * hy >= 0) return Math.Sqrt(x * x + y * y) - Radius;
        return Math.Max(Clearance(x, y, hx, hy, 1), Clearance(x, y, hx, hy, -1)) - Radius;
    }

    /// <summary>Value when only the next <paramref name="horizon"/> seconds count.</summary>
    public double Value(double x, double y, double heading, double horizon)
    {
        double hx = Math.Cos(heading), hy = Math.Sin(heading);
        if (x * hx + y * hy >= 0) return Math.Sqrt(x * x + y * y) - Radius;
        return Math.Max(Nearest(x, y, hx, hy, 1, horizon), Nearest(x, y, hx, hy, -1, horizon)) - Radius;
    }

    /// <summary>
    /// Turn rate that keeps the car furthest from the disc: hard towards the side with the larger clearance, straight where it does not approach.
    /// </summary>
    public double BestTurn(double x, double y, double heading)
    {
        double hx = Math.Cos(heading), hy = Math.Sin(heading);
        if (x * hx + y * hy >= 0) return 0;
        return Clearance(x, y, hx, hy, 1) >= Clearance(x, y, hx, hy, -1) ? TurnRate : -TurnRate;
    }

    /// <summary>Least distance from the origin on the whole circle of turns to one side; the car reaches it before it leaves.</summary>
    private double Clearance(double x, double y, double hx, double hy, int side)
    {
        double cx = x - side * TurnRadius * hy, cy = y + side * TurnRadius * hx;
        return Math.Abs(Math.Sqrt(cx * cx + cy * cy) - TurnRadius);
    }

    /// <summary>Least distance on the part of the circle that the horizon allows.</summary>
    private double Nearest(double x, double y, double hx, double hy, int side, double horizon)
    {
        double cx = x - side * TurnRadius * hy, cy = y + side * TurnRadius * hx;
        double distance = Math.Sqrt(cx * cx + cy * cy);
        // Angle from the car to the nearest point of the circle, in the direction of travel.
        double from = Math.Atan2(y - cy, x - cx);
        if (distance < 1e-15) return TurnRadius;
        double to = Math.Atan2(-cy, -cx);
        double angle = side * (to - from);
        angle -= 2 * Math.PI * Math.Floor(angle / (2 * Math.PI));
        double turned = Math.Min(TurnRate * horizon, angle);
        double at = from + side * turned;
        double px = cx + TurnRadius * Math.Cos(at), py = cy + TurnRadius * Math.Sin(at);
        return Math.Sqrt(px * px + py * py);
    }
}
