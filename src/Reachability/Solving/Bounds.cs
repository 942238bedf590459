namespace Forewarn.Reachability.Solving;

/// <summary>A closed interval.</summary>
public readonly record struct Bounds(double Low, double High)
{
    public static Bounds Within(double magnitude) => new(-magnitude, magnitude);

    /// <summary>Largest magnitude in it.</summary>
    public double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public bool Contains(Bounds other) => other.Low >= Low && other.High <= High;
}
