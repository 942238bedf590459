using Forewarn.Core;
using Forewarn.Reachability.ClosedForms;
using Forewarn.Reachability.Solving;
using Forewarn.Reachability.Systems;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Dubins;

/// <summary>A Dubins car and a disc that it must not enter; states (x m, y m, heading rad).</summary>
/// <param name="Car">The car, the disc, and in closed form the tube.</param>
internal sealed record DubinsWorld(DubinsDisc Car)
{
    /// <summary>Time between two decisions, s.</summary>
    public const double Period = 0.05;

    /// <summary>Half the width of the box, m. Episodes start in it and end when the car leaves it: from there the disc can always be avoided.</summary>
    public const double Half = 1.5;

    /// <summary>Most steps of an episode.</summary>
    public const int Steps = 120;

    /// <summary>Clearance that experts keep, m: what a car travels between two decisions.</summary>
    public double Clearance => Car.Speed * Period;

    /// <summary>Turns by 1.25 rad/s.</summary>
    public static DubinsWorld Sluggish { get; } = new(new DubinsDisc(1, 1.25, 0.5));

    /// <summary>Turns by 2.5 rad/s.</summary>
    public static DubinsWorld Agile { get; } = new(new DubinsDisc(1, 2.5, 0.5));

    public DubinsCar Motion { get; } = new(Car.Speed, Car.TurnRate);

    /// <summary>What a constraint of this world depends on.</summary>
    public DynamicsSignature Signature => new(
        "dubins-car/1", ["x_m", "y_m", "heading_rad"], new Dictionary<string, Bounds> { ["turn_rad_s"] = Bounds.Within(Car.TurnRate) },
        new Dictionary<string, Bounds>(), new Dictionary<string, double> { ["speed_m_s"] = Car.Speed }, Period, 0, $"disc/{Car.Radius:R}");

    /// <summary>V at a state.</summary>
    public double Value(ReadOnlySpan<double> state) => Car.Value(state[0], state[1], state[2]);

    /// <summary>l at a state.</summary>
    public double Margin(ReadOnlySpan<double> state) => Math.Sqrt(state[0] * state[0] + state[1] * state[1]) - Car.Radius;

    /// <summary>A state in the box from which the disc can be avoided with the experts' clearance: they start nowhere else.</summary>
    public void Start(Span<double> state, SeedStream seed)
    {
        do
        {
            (state[0], state[1]) = (seed.Uniform(-Half, Half), seed.Uniform(-Half, Half));
            state[2] = seed.Uniform(-Math.PI, Math.PI);
        }
        while (Value(state) <= Clearance);
    }

    public static bool HasLeft(ReadOnlySpan<double> state) => Math.Abs(state[0]) > Half || Math.Abs(state[1]) > Half;

    /// <summary>One decision on.</summary>
    /// <param name="turn">-1 to 1, of the largest turn rate.</param>
    public void Step(ReadOnlySpan<double> state, double turn, Span<double> next)
    {
        Motion.Advance(state, turn * Car.TurnRate, Period, next);
        next[2] = Math.IEEERemainder(next[2], 2 * Math.PI);
    }
}
