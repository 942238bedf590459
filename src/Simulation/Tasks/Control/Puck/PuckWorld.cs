using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Puck;

/// <summary>
/// A puck slides on a table with walls and has to be parked on a spot in the middle: pushing is easy, braking in time must be learned. Observation
/// <c>[4]</c>: x, y in m, their velocities in m/s. Actions <c>[2]</c>: forces in N. Every step pays <see cref="Closeness"/>; episodes
/// have 60 steps whatever happens, so that a reward model cannot teach by survival.
/// </summary>
public sealed class PuckWorld(PuckOptions options) : AnalyticEnvironment("puck", 4, 4, Limit, Motors)
{
    /// <summary>Seconds per action.</summary>
    public const double Dt = 0.1;

    /// <summary>Walls at plus and minus this, m.</summary>
    public const double Wall = 1.5;

    /// <summary>The spot: within this distance of the middle a step pays in full, m.</summary>
    public const double Spot = 0.15;

    /// <summary>Nothing is paid beyond this distance from the middle, m.</summary>
    public const double Margin = 0.75;

    private const int Limit = 60;

    private static readonly ActionSpec Motors = new("absolute", "world", 1 / Dt, ["x_force", "y_force"]);

    /// <summary>The usual world.</summary>
    public PuckWorld() : this(new PuckOptions()) { }

    public PuckOptions Options { get; } = Checked(options);

    /// <summary>1 within <see cref="Spot"/>, falling linearly to 0 at <see cref="Margin"/>.</summary>
    public static double Closeness(double x, double y) => Math.Clamp((Margin - Math.Sqrt(x * x + y * y)) / (Margin - Spot), 0, 1);

    /// <summary>At rest, anywhere on a ring around the middle of radius 0.8 to 1.4 m.</summary>
    protected override void Start(Span<double> values, SeedStream seed)
    {
        double angle = seed.Uniform(0, 2 * Math.PI), radius = seed.Uniform(0.8, 1.4);
        values.Clear();
        (values[0], values[1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        terminated = false;
        Move(ref values[0], ref values[2], control[0] + Options.Wind);
        Move(ref values[1], ref values[3], control[1]);
        return Closeness(values[0], values[1]);
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values.CopyTo(state);

    /// <summary>Semi-implicit Euler; walls stop.</summary>
    private void Move(ref double position, ref double velocity, double force)
    {
        velocity += Dt * (force / Options.Mass - Options.Drag * velocity);
        position += Dt * velocity;
        if (Math.Abs(position) <= Wall) return;
        (position, velocity) = (Math.Clamp(position, -Wall, Wall), 0);
    }

    private static PuckOptions Checked(PuckOptions options)
    {
        options.Validate();
        return options;
    }
}
