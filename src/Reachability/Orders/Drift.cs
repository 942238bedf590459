using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Orders;

/// <summary>One axis along which everything moves at one speed, without inputs: linear advection.</summary>
internal sealed record Drift(double Speed) : IAffineDynamics
{
    public int StateSize => 1;

    public IReadOnlyList<Bounds> Controls => [];

    public IReadOnlyList<Bounds> Disturbances => [];

    public void Evaluate(ReadOnlySpan<double> state, Span<double> drift, Span<double> control, Span<double> disturbance) => drift[0] = Speed;
}
