using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Beam;

/// <summary>
/// A point mass has to get over a pit: along a narrow beam, where a side wind must be withstood, or over a wide bridge a long way off.
/// Whoever cannot push against the wind can only take the detour, and learns nothing about it from those who take the beam.
/// Observation <c>[5]</c>: x, y in m, their velocities in m/s, 1 when fallen. Actions <c>[2]</c>: accelerations in units of
/// <see cref="Forward"/> and <see cref="Lateral"/>. Arriving pays .75 and every step at the goal .25 / 75, so that
/// the beam earns about 1 and the bridge .9.
/// </summary>
public sealed class BeamWorld(BeamOptions options) : AnalyticEnvironment("beam", 5, 5, Limit, Motors)
{
    /// <summary>m/s² along x and y at full action.</summary>
    public const double Forward = 4, Lateral = 8;

    /// <summary>Share of <see cref="Lateral"/> that a weak learner has; the usual wind needs .9.</summary>
    public const float WeakLateral = 0.5f;

    /// <summary>1/s; bounds the speed along x by <see cref="Forward"/> / <see cref="Drag"/>.</summary>
    public const double Drag = 2;

    /// <summary>Seconds per action.</summary>
    public const double Dt = 0.1;

    /// <summary>The pit lies between these x.</summary>
    public const double PitFrom = 1, PitTo = 3.5;

    /// <summary>The goal's place in m; within the radius it counts in full, and nothing beyond the margin from there.</summary>
    public const double GoalX = 4.3, GoalY = 0, GoalRadius = 0.3, GoalMargin = 0.7;

    /// <summary>Walls around the world.</summary>
    public const double Left = -1, Right = 5.5, Near = -1.5, Far = 5.5;

    private const int Limit = 100;
    private const double Arrival = 0.75, Stay = 0.25 / 75;

    private static readonly ActionSpec Motors = new("absolute", "world", 1 / Dt, ["x_force", "y_force"]);

    /// <summary>The usual world.</summary>
    public BeamWorld() : this(new BeamOptions()) { }

    public BeamOptions Options { get; } = Checked(options);

    /// <summary>Whether (x, y) is over the pit and not over the bridge: there the wind blows.</summary>
    public static bool IsExposed(double x, double y, BeamOptions options) =>
        x is > PitFrom and < PitTo && (y < options.BridgeFrom || y > options.BridgeTo);

    /// <summary>1 at the goal, 0 from 1 m on.</summary>
    public static double Closeness(double x, double y) =>
        Math.Clamp(1 - (Math.Sqrt((x - GoalX) * (x - GoalX) + (y - GoalY) * (y - GoalY)) - GoalRadius) / GoalMargin, 0, 1);

    protected override void Start(Span<double> values, SeedStream seed)
    {
        values.Clear();
        (values[0], values[1]) = (seed.Uniform(-0.1, 0.1), seed.Uniform(-0.1, 0.1));
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        terminated = Options.FallEnds && values[4] > 0;
        if (values[4] > 0) return 0;
        double before = Worth(values);
        double wind = IsExposed(values[0], values[1], Options) ? Options.Wind : 0;
        Move(ref values[0], ref values[2], Forward * control[0], Left, Right);
        Move(ref values[1], ref values[3], Lateral * control[1] + wind, Near, Far);
        if (IsExposed(values[0], values[1], Options) && Math.Abs(values[1]) > Options.BeamHalfWidth)
            (values[2], values[3], values[4], terminated) = (0, 0, 1, Options.FallEnds);
        double now = Worth(values);
        return Arrival * (now - before) + Stay * now;
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values.CopyTo(state);

    private static double Worth(ReadOnlySpan<double> values) => values[4] > 0 ? 0 : Closeness(values[0], values[1]);

    /// <summary>Semi-implicit Euler; walls stop.</summary>
    private static void Move(ref double position, ref double velocity, double acceleration, double low, double high)
    {
        velocity += Dt * (acceleration - Drag * velocity);
        position += Dt * velocity;
        if (position >= low && position <= high) return;
        (position, velocity) = (Math.Clamp(position, low, high), 0);
    }

    private static BeamOptions Checked(BeamOptions options)
    {
        options.Validate();
        return options;
    }
}
