using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// Maximum likelihood of Bradley-Terry over a class of scorers, with the ridge of
/// <see cref="BradleyTerry.Ridge"/>: Newton's method, each step by conjugate gradients. The problem is convex, so what it
/// returns is the optimum.
/// </summary>
public static class RewardFit
{
    /// <param name="count">See <see cref="BradleyTerry.Loss"/>.</param>
    /// <returns>Scores <c>[P · Y]</c>.</returns>
    /// <exception cref="ForewarnException">No pairs, or the gradient does not vanish.</exception>
    public static double[] Solve(
        ScorerClass scorers, IReadOnlyList<RoadsPair> pairs, double ridge, int answers, int? count = null, double tolerance = 1e-12)
    {
        if (pairs.Count == 0)
            throw ForewarnException.Of("reward fit", "no pairs", "at least one", "Draw some.");
        var weights = new double[scorers.Dimension];
        double[] slope = new double[weights.Length], trial = new double[weights.Length];
        double[] scores = scorers.Scores(weights);
        double value = Loss(scores, slope);
        for (int iteration = 0; iteration < 200; iteration++)
        {
            double norm = Norm(slope);
            if (norm < tolerance) return scores;
            double[] curvature = Curvature(scores, pairs, answers, count ?? pairs.Count);
            double[] step = ConjugateGradients.Solve(
                v => Hessian(curvature, v), slope, Math.Clamp(norm, 1e-8, 1e-2) * norm, 4 * weights.Length + 50);
            double size = 1, descent = Dot(step, slope), before = value;
            for (; ; size /= 2)
            {
                for (int i = 0; i < trial.Length; i++) trial[i] = weights[i] - size * step[i];
                double[] next = scorers.Scores(trial);
                value = Loss(next, slope);
                // Near the optimum values agree in all digits that rounding leaves; there the gradient tells a good step.
                bool falls = value <= before - 1e-4 * size * descent || value <= before + 1e-10 && Norm(slope) <= 0.5 * norm;
                if (!falls && size > 1e-10) continue;
                scores = next;
                break;
            }
            trial.CopyTo(weights, 0);
        }
        if (Norm(slope) < 1e3 * tolerance) return scores;
        throw ForewarnException.Of("reward fit", $"a gradient of {Norm(slope):g3}", $"below {tolerance:g1}", "Raise the ridge.");

        double Loss(double[] at, double[] gradient)
        {
            var cells = new double[at.Length];
            double loss = BradleyTerry.Loss(at, pairs, answers, cells, count) + Ridge(at, cells);
            scorers.Transposed(cells, gradient);
            return loss;
        }

        // Every class holds all shifts of a prompt's answers or none. So the optimum has none, and to penalize them too changes nothing
        // but makes the curvature definite.
        double Ridge(double[] at, double[] cells)
        {
            double sum = 0;
            for (int i = 0; i < at.Length; i++)
            {
                sum += at[i] * at[i] / 2;
                cells[i] += ridge * at[i];
            }
            return ridge * sum;
        }

        double[] Hessian(double[] curvature, double[] direction)
        {
            double[] along = scorers.Scores(direction);
            var cells = new double[along.Length];
            Ridge(along, cells);
            for (int i = 0; i < pairs.Count; i++)
            {
                int a = pairs[i].Prompt * answers + pairs[i].First, b = pairs[i].Prompt * answers + pairs[i].Second;
                double g = curvature[i] * (along[a] - along[b]);
                cells[a] += g;
                cells[b] -= g;
            }
            var product = new double[direction.Length];
            scorers.Transposed(cells, product);
            return product;
        }
    }

    private static double[] Curvature(double[] scores, IReadOnlyList<RoadsPair> pairs, int answers, int count)
    {
        var curvature = new double[pairs.Count];
        for (int i = 0; i < curvature.Length; i++)
        {
            int prompt = pairs[i].Prompt * answers;
            double p = BradleyTerry.Sigmoid(scores[prompt + pairs[i].First] - scores[prompt + pairs[i].Second]);
            curvature[i] = p * (1 - p) / count;
        }
        return curvature;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] v) => Math.Sqrt(Dot(v, v));
}
