using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Systems;

/// <summary>
/// A pursuer seen from an evader of the same constant speed: state (x ahead, y to the left, heading relative to the evader's, rad),
/// <c>x' = -s + s cos h + u y, y' = s sin h - u x, h' = d - u</c>.
/// </summary>
/// <param name="Speed">s, of both.</param>
/// <param name="Evader">Largest |u|, rad/s; avoids.</param>
/// <param name="Pursuer">Largest |d|, rad/s; does not want it to.</param>
public sealed record Air3d(double Speed, double Evader, double Pursuer) : IAffineDynamics
{
    public int StateSize => 3;

    public IReadOnlyList<Bounds> Controls { get; } = [Bounds.Within(Evader)];

    public IReadOnlyList<Bounds> Disturbances { get; } = [Bounds.Within(Pursuer)];

    public void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance)
    {
        (drift[0], drift[1], drift[2]) = (Speed * (Math.Cos(state[2]) - 1), Speed * Math.Sin(state[2]), 0);
        (control[0], control[1], control[2]) = (state[1], -state[0], -1);
        (disturbance[0], disturbance[1], disturbance[2]) = (0, 0, 1);
    }
}
