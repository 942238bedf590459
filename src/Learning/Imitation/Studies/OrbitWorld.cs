using Forewarn.Core;
using Forewarn.Simulation.Tasks.Control;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>
/// A damped spring pushed about by noise: <c>v' = v + dt (4 u - 0.5 x - 0.4 v) + 0.6 w</c>, <c>x' = x + dt v'</c>, dt 0.1. By symmetry every
/// linear policy visits states of mean zero; what differs is how far they spread. Reward <c>-(x^2 + v^2)</c>, 200 steps, no early end.
/// </summary>
internal sealed class OrbitWorld() : AnalyticEnvironment("orbit", 2, 2, 200, new("absolute", "world", 1 / Dt, ["push"]))
{
    private const double Dt = 0.1, Motor = 4, Spring = 0.5, Drag = 0.4, Noise = 0.6;

    /// <summary>Feedback <c>u = -(0.375 x + 0.15 v)</c>: a spring of 2 with a drag of 1 in all, which swings with a period of 4.7 s.</summary>
    public static IReadOnlyList<double> ExpertGains { get; } = [0.375, 0.15];

    /// <summary>Stationary covariance <c>[xx, xv, vv]</c> under <c>u = -(k_1 x + k_2 v)</c>, limits of the action aside.</summary>
    public static double[] CovarianceUnder(IReadOnlyList<double> gains)
    {
        // x+ = A x + B w; S = A S A' + noise, iterated to its fixed point.
        double stiffness = Spring + Motor * gains[0], damping = Drag + Motor * gains[1];
        double vx = -Dt * stiffness, vv = 1 - Dt * damping, xx = 1 + Dt * vx, xv = Dt * vv;
        double sxx = 0, sxv = 0, svv = 0;
        for (int i = 0; i < 100_000; i++)
        {
            double a = xx * xx * sxx + 2 * xx * xv * sxv + xv * xv * svv + Dt * Dt * Noise * Noise;
            double b = xx * vx * sxx + (xx * vv + xv * vx) * sxv + xv * vv * svv + Dt * Noise * Noise;
            double c = vx * vx * sxx + 2 * vx * vv * sxv + vv * vv * svv + Noise * Noise;
            (sxx, sxv, svv) = (a, b, c);
        }
        return [sxx, sxv, svv];
    }

    protected override void Start(Span<double> values, SeedStream seed) =>
        (values[0], values[1]) = (seed.Uniform(-0.5, 0.5), seed.Uniform(-0.5, 0.5));

    protected override double Advance(Span<double> values, ReadOnlySpan<double> control, SeedStream noise, out bool terminated)
    {
        terminated = false;
        double reward = -(values[0] * values[0] + values[1] * values[1]);
        values[1] += Dt * (Motor * control[0] - Spring * values[0] - Drag * values[1]) + Noise * noise.NextNormal();
        values[0] += Dt * values[1];
        return reward;
    }

    protected override void Sense(ReadOnlySpan<double> values, Span<double> state) => values.CopyTo(state);
}
