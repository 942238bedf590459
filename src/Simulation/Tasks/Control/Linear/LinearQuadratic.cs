using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Linear;

/// <summary>A linear system with quadratic cost; the observation is the state, the reward minus the cost of state and action.</summary>
public sealed class LinearQuadratic(LinearQuadraticTask task) : AnalyticEnvironment(
    task.Name, task.Noise.Length, task.Noise.Length, task.StepLimit,
    new("absolute", "world", 1 / task.Dt, [.. Enumerable.Range(0, task.B.GetLength(1)).Select(i => $"push{i}")]))
{
    private readonly double[] _next = new double[task.Noise.Length];

    public LinearQuadraticTask Task => task;

    protected override void Start(Span<double> values, SeedStream seed)
    {
        for (int i = 0; i < values.Length; i++) values[i] = task.Start[i] * seed.NextNormal();
    }

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        terminated = false;
        double cost = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++) cost += values[i] * task.Q[i, j] * values[j];
            _next[i] = task.Noise[i] * noise.NextNormal();
            for (int j = 0; j < values.Length; j++) _next[i] += task.A[i, j] * values[j];
            for (int u = 0; u < control.Length; u++) _next[i] += task.B[i, u] * task.Scale * control[u];
        }
        for (int u = 0; u < control.Length; u++)
            for (int v = 0; v < control.Length; v++) cost += control[u] * task.R[u, v] * control[v] * task.Scale * task.Scale;
        _next.CopyTo(values);
        return -cost;
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values.CopyTo(state);
}
