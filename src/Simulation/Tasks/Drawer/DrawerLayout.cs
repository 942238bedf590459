namespace Forewarn.Simulation.Tasks.Drawer;

/// <summary>Where things are on the shut drawer, m in the cabinet's frame, as <c>drawer.xml</c> says it.</summary>
internal static class DrawerLayout
{
    /// <summary>Half a pad along the pull; pads are flat boxes that close across it.</summary>
    private const double HalfPad = 0.009;

    /// <summary>Thickness of a finger, m.</summary>
    private const double Finger = 0.012;

    /// <summary>Everything that rises above the cabinet's top: least and greatest x, least and greatest y.</summary>
    private static readonly (double X0, double X1, double Y0, double Y1)[] Standing =
    [
        (0.0345, 0.0555, 0.0045, 0.0255), // knob
        (-0.059, -0.051, 0, 0.036), (-0.072, -0.038, 0.036, 0.044), // bar
        (-0.026, 0.026, -0.015, -0.010), // ledge
        (0.042, 0.048, 0.038, 0.064), // plate
    ];

    /// <summary>Where the fingers close, in the middle of what they tolerate.</summary>
    public static (double X, double Y) Station(DrawerScript script) => script switch
    {
        DrawerScript.Knob => (0.045, 0.015),
        DrawerScript.Bar => (-0.055, 0.018),
        DrawerScript.Ledge => (0, -0.034),
        DrawerScript.Slip => (0.045, 0.051),
        DrawerScript.Push => (-0.055, 0.078),
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, "closes nowhere"),
    };

    /// <summary>Way of the closed fingers along the pull before they touch, m.</summary>
    public static double Play(DrawerScript script) => script switch
    {
        DrawerScript.Ledge => 0.010,
        DrawerScript.Push => 0.025,
        _ => 0,
    };

    /// <summary>Smallest distance in the table plane between fingers that open, close and move, and what stands on a cabinet, m.</summary>
    /// <param name="station">Where they close, in the cabinet's frame.</param>
    /// <param name="turn">Direction of their pull less the cabinet's, rad.</param>
    /// <param name="opening">Widest opening of one finger, m.</param>
    /// <param name="way">Their way along the pull, m; negative against it.</param>
    public static double Gap((double X, double Y) station, double turn, double opening, double way)
    {
        double c = Math.Cos(turn), s = Math.Sin(turn), gap = double.MaxValue;
        for (int side = -1; side <= 1; side += 2)
            for (int along = -1; along <= 1; along++)
                for (int step = 0; step <= 4; step++)
                {
                    double across = side * (step * opening / 4 + Finger), inner = side * step * opening / 4;
                    Look(across, along * HalfPad);
                    Look(inner, along * HalfPad);
                    Look(side * Finger * step / 4, along * HalfPad + way);
                    Look(side * Finger, along * HalfPad + way * step / 4);
                }
        return gap;

        void Look(double x, double y)
        {
            double u = station.X + c * x - s * y, v = station.Y + s * x + c * y;
            foreach (var part in Standing)
            {
                double du = Math.Max(0, Math.Max(part.X0 - u, u - part.X1)), dv = Math.Max(0, Math.Max(part.Y0 - v, v - part.Y1));
                gap = Math.Min(gap, Math.Sqrt(du * du + dv * dv));
            }
        }
    }
}
