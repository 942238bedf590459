using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control;

/// <summary>
/// A pole balanced on a cart: the published dynamics of CartPole-v1, with a force that scales: <c>10 N</c> times the action, where the
/// original knows its sign alone. Observation <c>[4]</c>: place of the cart in m, its speed, angle of the pole in rad, its speed.
/// One point per step; over when the cart leaves ±2.4 m or the pole ±12°.
/// </summary>
public sealed class CartPole() : AnalyticEnvironment("cart_pole", 4, 4, 500, new("absolute", "world", 1 / Dt, ["force"]))
{
    /// <summary>N at full action.</summary>
    public const double Force = 10;

    /// <summary>Where an episode is over, in m and rad.</summary>
    public const double PlaceLimit = 2.4, AngleLimit = 12 * Math.PI / 180;

    /// <summary>Feedback that balances from any start.</summary>
    public static LinearController Expert { get; } = new(new[,] { { -0.1, -0.2, -3, -0.6 } });

    private const double Gravity = 9.8, CartMass = 1, PoleMass = 0.1, HalfLength = 0.5, Dt = 0.02;

    protected override void Start(Span<double> values, SeedStream seed)
    {
        foreach (ref double value in values) value = seed.Uniform(-0.05, 0.05);
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        double sin = Math.Sin(values[2]), cos = Math.Cos(values[2]), mass = CartMass + PoleMass, lever = PoleMass * HalfLength;
        double push = (Force * control[0] + lever * values[3] * values[3] * sin) / mass;
        double turn = (Gravity * sin - cos * push) / (HalfLength * (4.0 / 3 - PoleMass * cos * cos / mass));
        double slide = push - lever * turn * cos / mass;
        // Explicit Euler, as published: places move by the speeds of before.
        values[0] += Dt * values[1];
        values[1] += Dt * slide;
        values[2] += Dt * values[3];
        values[3] += Dt * turn;
        terminated = Math.Abs(values[0]) > PlaceLimit || Math.Abs(values[2]) > AngleLimit;
        return 1;
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values.CopyTo(state);
}
