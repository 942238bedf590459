using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Systems;

/// <summary>State (x m, y m, heading rad): constant speed, bounded turn rate.</summary>
/// <param name="Speed">m/s.</param>
/// <param name="TurnRate">Largest |u|, rad/s.</param>
/// <param name="Disturbance">Largest turn rate from outside, rad/s.</param>
public sealed record DubinsCar(double Speed, double TurnRate, double Disturbance = 0) : IAffineDynamics
{
    public int StateSize => 3;

    public IReadOnlyList<Bounds> Controls { get; } = [Bounds.Within(TurnRate)];

    public IReadOnlyList<Bounds> Disturbances { get; } = Disturbance > 0 ? [Bounds.Within(Disturbance)] : [];

    public void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance)
    {
        (drift[0], drift[1], drift[2]) = (Speed * Math.Cos(state[2]), Speed * Math.Sin(state[2]), 0);
        (control[0], control[1], control[2]) = (0, 0, 1);
        if (disturbance.Length > 0) (disturbance[0], disturbance[1], disturbance[2]) = (0, 0, 1);
    }

    /// <summary>The state after a time at one turn rate: the exact arc.</summary>
    /// <param name="state"><c>[3]</c>; may be <paramref name="next"/> itself.</param>
    /// <param name="rate">rad/s.</param>
    public void Advance(ReadOnlySpan<double> state, double rate, double seconds, Span<double> next)
    {
        double x = state[0], y = state[1], heading = state[2], end = heading + rate * seconds;
        // A chord instead of the difference of sines, which loses all digits for small rates.
        double half = rate * seconds / 2, chord = Speed * seconds * (Math.Abs(half) < 1e-8 ? 1 : Math.Sin(half) / half);
        (next[0], next[1], next[2]) = (x + chord * Math.Cos(heading + half), y + chord * Math.Sin(heading + half), end);
    }
}
