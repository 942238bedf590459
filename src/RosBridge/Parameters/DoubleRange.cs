namespace Forewarn.RosBridge;

/// <summary>Values a double parameter may have; bounds are included.</summary>
/// <param name="Step">0 for any value in between, else the distance of allowed values from <paramref name="From"/>.</param>
public sealed record DoubleRange(double From, double To, double Step = 0)
{
    public bool Holds(double value)
    {
        if (Near(value, From) || Near(value, To)) return true;
        if (!(value > From && value < To)) return false;
        return Step == 0 || Near(value, From + Math.Round((value - From) / Step) * Step);
    }

    // As rclcpp: steps such as 0.1 are not exact in binary.
    private static bool Near(double a, double b)
    {
        double difference = Math.Abs(a - b);
        if (!double.IsFinite(difference)) return a == b;
        return difference <= 100 * double.Epsilon || difference <= 100 * 2.220446049250313e-16 * Math.Max(Math.Abs(a), Math.Abs(b));
    }
}
