using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Dubins;

/// <summary>
/// A car of constant speed that only steers has to come to a spot behind a disc, around which it must go. Observation <c>[4]</c>: x, y in m,
/// cosine and sine of the heading. Action <c>[1]</c>: share of the largest turn rate. A step pays the meters that it comes nearer to the spot;
/// arriving pays 1 and ends the episode. The disc stops nothing: whoever counts failures looks at <see cref="IsInside"/>.
/// </summary>
public sealed class DubinsCourse() : AnalyticEnvironment("dubins_course", 3, 4, Limit, Wheel)
{
    /// <summary>m/s.</summary>
    public const double Speed = 1;

    /// <summary>Largest turn rate, rad/s.</summary>
    public const double TurnRate = 1.25;

    /// <summary>Radius of the disc at the origin, m.</summary>
    public const double Radius = 0.5;

    /// <summary>Seconds per action.</summary>
    public const double Dt = 0.05;

    /// <summary>The spot is on the x axis, m.</summary>
    public const double SpotX = 1.3;

    /// <summary>Arrived within this distance of the spot, m.</summary>
    public const double SpotRadius = 0.2;

    private const int Limit = 100;

    private static readonly ActionSpec Wheel = new("absolute", "turn rate", 1 / Dt, ["turn"]);

    public static bool IsInside(double x, double y) => x * x + y * y <= Radius * Radius;

    /// <summary>On the far side of the disc, roughly headed for it, where it can still be avoided.</summary>
    protected override void Start(Span<double> values, SeedStream seed)
    {
        values[0] = seed.Uniform(-1.6, -1.3);
        values[1] = seed.Uniform(-0.6, 0.6);
        values[2] = seed.Uniform(-0.5, 0.5);
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        double before = Distance(values), rate = control[0] * TurnRate, turned = rate * Dt, middle = values[2] + turned / 2;
        // The chord of the arc: exact for every rate, zero included.
        double half = turned / 2, chord = Speed * Dt * (Math.Abs(half) < 1e-8 ? 1 : Math.Sin(half) / half);
        values[0] += chord * Math.Cos(middle);
        values[1] += chord * Math.Sin(middle);
        values[2] = Math.IEEERemainder(values[2] + turned, 2 * Math.PI);
        double after = Distance(values);
        terminated = after <= SpotRadius;
        return before - after + (terminated ? 1 : 0);
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state)
    {
        (state[0], state[1]) = (values[0], values[1]);
        (state[2], state[3]) = (Math.Cos(values[2]), Math.Sin(values[2]));
    }

    private static double Distance(ReadOnlySpan<double> values) => Math.Sqrt((values[0] - SpotX) * (values[0] - SpotX) + values[1] * values[1]);
}
