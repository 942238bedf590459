namespace Forewarn.Learning.Preferences.Roads;

/// <summary>
/// The Bradley-Terry loss of a table of scores and its ridge. The ridge is <c>λ/2 Σ (s - mean of its prompt)²</c>: a functional of
/// the scorer alone. A shift of all answers to a prompt costs nothing and no choice of coordinates changes it, which is what
/// makes fits of a reward model and of a policy comparable.
/// </summary>
public static class BradleyTerry
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary><c>-ln σ(x)</c>, without overflow.</summary>
    public static double NegativeLogSigmoid(double x) => Math.Max(0, -x) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>Sum over pairs of the cross-entropy between label and <c>σ(s(a) - s(b))</c>, divided by their number.</summary>
    /// <param name="scores"><c>[P · Y]</c>.</param>
    /// <param name="slope">Gradient by the scores is added here; may be empty.</param>
    /// <param name="count">
    /// What the sum is divided by instead: pairs that are added to others must not change how much the ridge weighs against those.
    /// </param>
    public static double Loss(
        ReadOnlySpan<double> scores, IReadOnlyList<RoadsPair> pairs, int answers, Span<double> slope, int? count = null)
    {
        double number = count ?? pairs.Count;
        double sum = 0;
        foreach (var (x, first, second, wins) in pairs)
        {
            int a = x * answers + first, b = x * answers + second;
            double margin = scores[a] - scores[b];
            sum += wins * NegativeLogSigmoid(margin) + (1 - wins) * NegativeLogSigmoid(-margin);
            if (slope.Length == 0) continue;
            double g = (Sigmoid(margin) - wins) / number;
            slope[a] += g;
            slope[b] -= g;
        }
        return sum / number;
    }

    /// <summary>Share of pairs ordered as the label says; equal scores count half.</summary>
    public static double Accuracy(ReadOnlySpan<double> scores, IReadOnlyList<RoadsPair> pairs, int answers)
    {
        double right = 0;
        foreach (var (x, first, second, wins) in pairs)
        {
            int sign = Math.Sign(scores[x * answers + first] - scores[x * answers + second]);
            right += sign == 0 ? 0.5 : sign > 0 ? wins : 1 - wins;
        }
        return right / pairs.Count;
    }

    /// <summary><c>Σ (s - mean of its prompt)² / 2</c>.</summary>
    /// <param name="slope">The centered scores times <paramref name="weight"/> are added here; may be empty.</param>
    public static double Ridge(ReadOnlySpan<double> scores, int answers, double weight, Span<double> slope)
    {
        double sum = 0;
        for (int start = 0; start < scores.Length; start += answers)
        {
            double mean = 0;
            foreach (double v in scores.Slice(start, answers)) mean += v / answers;
            for (int i = start; i < start + answers; i++)
            {
                double centered = scores[i] - mean;
                sum += centered * centered / 2;
                if (slope.Length > 0) slope[i] += weight * centered;
            }
        }
        return weight * sum;
    }
}
