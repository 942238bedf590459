using Forewarn.Learning.Preferences.Roads;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>
/// The global reward model of a diagnosis: linear in the standardized plan numbers and their squares, fitted by Bradley-Terry with a
/// ridge. Newton's method; the problem is convex.
/// </summary>
public sealed class LogisticScorer : IPlanScorer
{
    private readonly double[] _weights;

    private LogisticScorer(double[] weights) => _weights = weights;

    /// <param name="pairs">Standardized (chosen, rejected).</param>
    /// <param name="ridge">Weight of <c>|w|²/2</c> against the mean log-loss.</param>
    public static LogisticScorer Fit(IReadOnlyList<(double[] Chosen, double[] Rejected)> pairs, double ridge)
    {
        double[][] differences = [.. pairs.Select(p => Features(p.Chosen).Zip(Features(p.Rejected), (a, b) => a - b).ToArray())];
        var weights = new double[differences[0].Length];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double[] margins = [.. differences.Select(d => Dot(d, weights))];
            double[] slope = Combine(differences, [.. margins.Select(m => -BradleyTerry.Sigmoid(-m))], weights, ridge);
            double norm = Math.Sqrt(Dot(slope, slope));
            if (norm < 1e-9) break;
            double[] bend = [.. margins.Select(m => BradleyTerry.Sigmoid(m) * BradleyTerry.Sigmoid(-m))];
            double[] step = ConjugateGradients.Solve(
                v => Combine(differences, [.. differences.Select((d, i) => bend[i] * Dot(d, v))], v, ridge), slope, 1e-6 * norm, 200);
            double before = Loss(weights), size = 1;
            double[] next;
            do
            {
                next = [.. weights.Zip(step, (w, s) => w - size * s)];
                size /= 2;
            }
            while (Loss(next) > before && size > 1e-8);
            weights = next;
        }
        return new(weights);

        double Loss(double[] at) =>
            differences.Average(d => BradleyTerry.NegativeLogSigmoid(Dot(d, at))) + ridge * Dot(at, at) / 2;
    }

    public double Score(double[] plan) => Dot(Features(plan), _weights);

    // Scaled so that one ridge serves plans of every length.
    private static double[] Features(double[] plan)
    {
        double scale = 1 / Math.Sqrt(Math.Max(1, plan.Length));
        return [.. plan.Select(v => v * scale), .. plan.Select(v => (v * v - 1) * scale)];
    }

    private static double[] Combine(double[][] rows, double[] factors, double[] along, double ridge)
    {
        double[] sum = [.. along.Select(v => ridge * v)];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < sum.Length; j++) sum[j] += factors[i] / rows.Length * rows[i][j];
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
