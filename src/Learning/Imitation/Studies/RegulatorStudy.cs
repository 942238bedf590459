using Forewarn.Core;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Tasks.Control.Linear;

namespace Forewarn.Learning.Imitation.Studies;

/// <summary>Are the experts of the linear tasks the best ones, and do their states spread as they should?</summary>
public sealed class RegulatorStudy : IStudy
{
    private const int Steps = 20_000, BurnIn = 200;

    public string Name => "regulator";

    public string Summary => "gains of linear-quadratic experts agree with closed forms; their states spread as the Lyapunov equation says";

    public int DefaultSeeds => 10;

    public StudyResult Run(IReadOnlyList<ulong> seeds, Action<int, int> progress, CancellationToken cancel = default)
    {
        StudySeeds.Require(seeds);
        var figures = new List<StudyFigure> { Scalar(1.2, 0.5, 2, 0.7), Scalar(0.9, 1, 1, 1) };
        foreach (double dt in new[] { 0.1, 0.02 })
            figures.AddRange(Mass(LinearQuadraticTask.Mass($"mass {dt}", dt, 4, 0, 1)));
        var (k1, k2) = (Riccati.Solve(LinearQuadraticTask.Mass("fine", 1e-3, 1e-3, 2e-3, 1e-3)).Gains is var g ? (g[0, 0], g[0, 1]) : default);
        figures.Add(StudyFigure.Exact("mass/dt_to_0/position_gain", k1, StudyBar.Near(1, 5e-3)));
        figures.Add(StudyFigure.Exact("mass/dt_to_0/speed_gain", k2, StudyBar.Near(2, 5e-3)));
        foreach (var task in new[] { LinearQuadraticTask.DoubleIntegrator, LinearQuadraticTask.Orbit })
        {
            figures.AddRange(Optimality(task));
            var expected = Riccati.Covariance(task, Riccati.Solve(task).Gains);
            double[][] ratios = [.. seeds.Select((seed, i) =>
            {
                cancel.ThrowIfCancellationRequested();
                double[] spread = Spread(task, StudySeeds.Reported(seed).Child(task.Name));
                progress(i + 1, seeds.Count);
                return (double[])[spread[0] / expected[0, 0], spread[1] / expected[1, 1]];
            })];
            figures.Add(StudyFigure.Sampled($"{task.Name}/position_variance_to_known", [.. ratios.Select(r => r[0])], StudyBar.Near(1, 0.1)));
            figures.Add(StudyFigure.Sampled($"{task.Name}/speed_variance_to_known", [.. ratios.Select(r => r[1])], StudyBar.Near(1, 0.1)));
        }
        return new(Name, Summary, seeds, new Dictionary<string, string>
        {
            ["simulated"] = $"{Steps} steps per seed after {BurnIn}, with the actions' limits",
            ["closed forms"] = "scalar: the quadratic of P; mass: the stable roots of the symmetric root locus; dt to 0: sqrt(q/r) and its root",
        }, figures, ["Differences are between independent ways to the same number; P by its iteration, the others by algebra."]);
    }

    private static StudyFigure Scalar(double a, double b, double q, double r)
    {
        // b^2 P^2 + (r - a^2 r - b^2 q) P - q r = 0, the positive root; K = a b P / (r + b^2 P).
        double linear = r - a * a * r - b * b * q;
        double p = (-linear + Math.Sqrt(linear * linear + 4 * b * b * q * r)) / (2 * b * b);
        var task = new LinearQuadraticTask("scalar", new[,] { { a } }, new[,] { { b } }, new[,] { { q } }, new[,] { { r } }, [0], [1], 1, 1, 1);
        double difference = Riccati.Solve(task).Gains[0, 0] - a * b * p / (r + b * b * p);
        return StudyFigure.Exact(FormattableString.Invariant($"scalar/a_{a}/difference"), Math.Abs(difference), new(AtMost: 1e-10));
    }

    private static IEnumerable<StudyFigure> Mass(LinearQuadraticTask task)
    {
        var gains = Riccati.Solve(task).Gains;
        var (position, speed) = ByRootLocus(task.Dt, task.Q[0, 0], task.R[0, 0]);
        yield return StudyFigure.Exact(FormattableString.Invariant($"mass/dt_{task.Dt}/position_gain"), gains[0, 0]);
        yield return StudyFigure.Exact(FormattableString.Invariant($"mass/dt_{task.Dt}/speed_gain"), gains[0, 1]);
        yield return StudyFigure.Exact(FormattableString.Invariant($"mass/dt_{task.Dt}/difference"),
            Math.Max(Math.Abs(gains[0, 0] - position), Math.Abs(gains[0, 1] - speed)), new(AtMost: 1e-8));
    }

    /// <summary>
    /// Gains of the mass whose position alone costs q: with z + 1/z = w, the closed loop's roots solve
    /// <c>(2 - w)^2 + kappa (2 + w) = 0</c>, <c>kappa = q dt^4 / (4 r)</c>; its trace and determinant give the gains.
    /// </summary>
    internal static (double Position, double Speed) ByRootLocus(double dt, double q, double r)
    {
        double kappa = q * dt * dt * dt * dt / (4 * r);
        var w = (4 - kappa + System.Numerics.Complex.Sqrt(new System.Numerics.Complex(kappa * kappa - 16 * kappa, 0))) / 2;
        var root = System.Numerics.Complex.Sqrt(w * w - 4);
        var z = (w - root) / 2;
        if (z.Magnitude > 1) z = (w + root) / 2;
        double trace = 2 * z.Real, determinant = z.Magnitude * z.Magnitude;
        double position = (1 - trace + determinant) / (dt * dt);
        return (position, (1 + position * dt * dt / 2 - determinant) / dt);
    }

    private static IEnumerable<StudyFigure> Optimality(LinearQuadraticTask task)
    {
        var best = Riccati.Solve(task);
        double own = Cost(task, best.Gains), byValue = 0;
        for (int i = 0; i < task.Noise.Length; i++) byValue += best.Cost[i, i] * task.Noise[i] * task.Noise[i];
        yield return StudyFigure.Exact($"{task.Name}/cost_by_state_and_by_value/difference", Math.Abs(own / byValue - 1), new(AtMost: 1e-9));
        double gain = double.PositiveInfinity;
        foreach (var (first, second) in new[] { (1.1, 1.0), (0.9, 1.0), (1.0, 1.1), (1.0, 0.9) })
            gain = Math.Min(gain, Cost(task, new[,] { { first * best.Gains[0, 0], second * best.Gains[0, 1] } }) / own - 1);
        yield return StudyFigure.Exact($"{task.Name}/cost_of_other_gains_above_own", gain, new(AtLeast: 1e-6));
    }

    /// <summary>Stationary cost per step: <c>tr((Q + K' R K) S)</c>.</summary>
    private static double Cost(LinearQuadraticTask task, double[,] gains)
    {
        var spread = Riccati.Covariance(task, gains);
        double cost = 0;
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) cost += (task.Q[i, j] + gains[0, i] * task.R[0, 0] * gains[0, j]) * spread[i, j];
        return cost;
    }

    private static double[] Spread(LinearQuadraticTask task, SeedStream seed)
    {
        using var world = new LinearQuadratic(task);
        var expert = Riccati.Solve(task).Controller(task);
        double[] state = new double[2], squares = new double[2];
        var action = new float[1];
        world.Reset(seed);
        for (int t = 0; t < Steps + BurnIn; t++)
        {
            world.Sense(state);
            if (t >= BurnIn) for (int i = 0; i < 2; i++) squares[i] += state[i] * state[i] / Steps;
            expert.Act(state, action);
            world.Step(action);
        }
        return squares;
    }
}
