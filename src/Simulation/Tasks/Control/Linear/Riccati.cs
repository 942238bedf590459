using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Linear;

/// <summary>
/// The best linear policy <c>u = -K x</c> of a <see cref="LinearQuadraticTask"/>: the discrete Riccati equation by its own iteration
/// from <c>P = Q</c>, which is a dynamic program of growing horizon.
/// </summary>
/// <param name="Gains">K, <c>[U, S]</c>, in units of u; <see cref="Controller"/> divides by the scale of the action.</param>
/// <param name="Cost">P: what is yet to be paid from x is <c>x' P x</c> plus the noise's share, <c>[S, S]</c>.</param>
public sealed record Riccati(double[,] Gains, double[,] Cost)
{
    private const int Most = 200_000;

    /// <exception cref="ForewarnException">The iteration does not settle: the task cannot be stabilized.</exception>
    public static Riccati Solve(LinearQuadraticTask task, double tolerance = 1e-13)
    {
        double[,] p = task.Q, at = Dense.Transposed(task.A), bt = Dense.Transposed(task.B);
        for (int i = 0; i < Most; i++)
        {
            var bp = Dense.Product(bt, p);
            var gains = Dense.Solve(Dense.Sum(task.R, Dense.Product(bp, task.B)), Dense.Product(bp, task.A));
            var next = Dense.Sum(task.Q, Dense.Product(at, Dense.Product(p, Dense.Sum(task.A, Dense.Product(task.B, gains), -1))));
            double change = Dense.LargestDifference(next, p);
            p = next;
            if (!double.IsFinite(change)) break;
            if (change <= tolerance * Math.Max(1, Dense.Largest(p))) return new(gains, p);
        }
        throw ForewarnException.Of($"gains of {task.Name}", $"no fixed point after {Most} steps", "a task that can be stabilized",
            "Let the push reach every unstable column, and give that column a cost.");
    }

    /// <summary>Stationary covariance of the state under <c>u = -K x</c>, limits of the action aside, <c>[S, S]</c>.</summary>
    /// <exception cref="ForewarnException">The closed loop is not stable.</exception>
    public static double[,] Covariance(LinearQuadraticTask task, double[,] gains)
    {
        double[,] loop = Dense.Sum(task.A, Dense.Product(task.B, gains), -1), across = Dense.Transposed(loop);
        var spread = new double[task.Noise.Length, task.Noise.Length];
        for (int i = 0; i < task.Noise.Length; i++) spread[i, i] = task.Noise[i] * task.Noise[i];
        // Doubling: S over 2n steps from S over n steps.
        for (int i = 0; i < 60; i++)
        {
            var next = Dense.Sum(spread, Dense.Product(loop, Dense.Product(spread, across)));
            double change = Dense.LargestDifference(next, spread);
            spread = next;
            if (change <= 1e-15 * Dense.Largest(spread)) return spread;
            (loop, across) = (Dense.Product(loop, loop), Dense.Product(across, across));
            if (!double.IsFinite(Dense.Largest(loop)) || Dense.Largest(loop) > 1e100) break;
        }
        throw ForewarnException.Of($"policy of {task.Name}", "a state that grows for good", "a stable closed loop", "Correct the gains.");
    }

    /// <summary>The policy in units of actions.</summary>
    public LinearController Controller(LinearQuadraticTask task) => new(Dense.Scaled(Gains, 1 / task.Scale));
}
