using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Systems;

/// <summary>State (x m, v m/s): <c>x' = v, v' = u</c>.</summary>
/// <param name="Acceleration">Largest |u|, m/s^2.</param>
/// <param name="Disturbance">Largest acceleration from outside, m/s^2.</param>
public sealed record DoubleIntegrator(double Acceleration, double Disturbance = 0) : IAffineDynamics
{
    public int StateSize => 2;

    public IReadOnlyList<Bounds> Controls { get; } = [Bounds.Within(Acceleration)];

    public IReadOnlyList<Bounds> Disturbances { get; } = Disturbance > 0 ? [Bounds.Within(Disturbance)] : [];

    public void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance)
    {
        (drift[0], drift[1]) = (state[1], 0);
        (control[0], control[1]) = (0, 1);
        if (disturbance.Length > 0) (disturbance[0], disturbance[1]) = (0, 1);
    }
}
