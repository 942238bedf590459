using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// One prompt, <c>π(a) ∝ exp(θ·φ(a))</c>. In the difference of two log-probabilities the normalizer cancels, so REBEL's regression is
/// linear here and its exact step is the natural policy gradient.
/// </summary>
/// <param name="Features"><c>[K][D]</c>.</param>
public sealed record LogLinearPolicy(double[][] Features)
{
    private int Width => Features[0].Length;

    /// <returns><c>[K]</c>.</returns>
    public double[] Probabilities(double[] weights) => Distribution.Softmax([.. Features.Select(f => Dot(f, weights))]);

    /// <summary><c>∇ ln π(a) = φ(a) - E φ</c>, <c>[K][D]</c>.</summary>
    public double[][] Scores(double[] weights)
    {
        double[] p = Probabilities(weights);
        var mean = new double[Width];
        for (int a = 0; a < p.Length; a++)
            for (int d = 0; d < Width; d++) mean[d] += p[a] * Features[a][d];
        return [.. Features.Select(f => f.Select((v, d) => v - mean[d]).ToArray())];
    }

    /// <summary>Fisher information <c>E ∇ln π ∇ln π'</c>, <c>[D, D]</c>.</summary>
    public double[,] Fisher(double[] weights)
    {
        double[] p = Probabilities(weights);
        var scores = Scores(weights);
        var fisher = new double[Width, Width];
        for (int a = 0; a < p.Length; a++) AddOuter(fisher, scores[a], p[a]);
        return fisher;
    }

    /// <summary>Policy gradient <c>E ∇ln π r</c>, <c>[D]</c>.</summary>
    public double[] PolicyGradient(double[] weights, double[] reward)
    {
        double[] p = Probabilities(weights);
        var scores = Scores(weights);
        var gradient = new double[Width];
        for (int a = 0; a < p.Length; a++)
            for (int d = 0; d < Width; d++) gradient[d] += p[a] * scores[a][d] * reward[a];
        return gradient;
    }

    /// <summary><c>eta F⁻¹ ∇J</c>, <c>[D]</c>.</summary>
    /// <exception cref="ForewarnException">Features that some direction of weights does not change.</exception>
    public double[] NaturalGradientStep(double[] weights, double[] reward, double eta) =>
        LinearSystem.Solve(Fisher(weights), [.. PolicyGradient(weights, reward).Select(g => eta * g)]);

    /// <summary>
    /// The change of weights that minimizes REBEL's loss <c>E (D - eta (r(a) - r(b)))²</c> over all pairs a, b drawn from the present policy,
    /// by the normal equations of that regression.
    /// </summary>
    /// <returns><c>[D]</c>.</returns>
    public double[] RebelStep(double[] weights, double[] reward, double eta)
    {
        double[] p = Probabilities(weights);
        var gram = new double[Width, Width];
        var target = new double[Width];
        for (int a = 0; a < p.Length; a++)
            for (int b = 0; b < p.Length; b++)
            {
                double[] difference = [.. Features[a].Zip(Features[b], (x, y) => x - y)];
                AddOuter(gram, difference, p[a] * p[b]);
                for (int d = 0; d < Width; d++) target[d] += p[a] * p[b] * difference[d] * eta * (reward[a] - reward[b]);
            }
        return LinearSystem.Solve(gram, target);
    }

    /// <summary>REBEL's loss over all pairs drawn from the policy of <paramref name="old"/>.</summary>
    public double RebelLoss(double[] weights, double[] old, double[] reward, double eta)
    {
        double[] p = Probabilities(old), now = Probabilities(weights);
        double loss = 0;
        for (int a = 0; a < p.Length; a++)
            for (int b = 0; b < p.Length; b++)
            {
                double miss = Math.Log(now[a] / p[a]) - Math.Log(now[b] / p[b]) - eta * (reward[a] - reward[b]);
                loss += p[a] * p[b] * miss * miss;
            }
        return loss;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void AddOuter(double[,] to, double[] v, double weight)
    {
        for (int i = 0; i < v.Length; i++)
            for (int j = 0; j < v.Length; j++) to[i, j] += weight * v[i] * v[j];
    }
}
