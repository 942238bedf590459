using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// A language small enough to know its best policy: sentences of fixed length over few words, a reward for every pair of
/// neighbors, and the uniform distribution as reference. What maximizes <c>E r - β KL(π ‖ uniform)</c> is
/// <c>π(y) ∝ exp(r(y) / β)</c>, whose conditionals follow from one backward pass over (position, previous word).
/// </summary>
public sealed class SyntheticLanguage
{
    private readonly double[,] score;
    private readonly double[,] logSum;

    /// <param name="score">Reward of a word (column) behind another (row), <c>[V, V]</c>.</param>
    /// <param name="length">Words of a sentence <c>L</c>.</param>
    /// <param name="beta">Weight of the KL divergence.</param>
    public SyntheticLanguage(double[,] score, int length, double beta)
    {
        if (score.GetLength(0) != score.GetLength(1) || length < 1 || !(beta > 0))
            throw ForewarnException.Of("synthetic language", $"{score.GetLength(0)} x {score.GetLength(1)} scores, length {length}, beta {beta:R}",
                "a square table, length and beta above 0", "Correct the numbers.", ExitCode.Usage);
        (this.score, Length, Beta) = (score, length, beta);
        logSum = Backward();
        Sentences = [.. Enumerable.Range(0, (int)Math.Pow(Words, length)).Select(Sentence)];
    }

    /// <summary>Four words, five positions, beta 0.5.</summary>
    public static SyntheticLanguage Default => new(
        new[,] { { 0, 1, -.5, .2 }, { .3, 0, .8, -1 }, { -.2, .4, 0, 1.2 }, { .9, -.3, .1, 0 } }, 5, 0.5);

    /// <summary>Number of words <c>V</c>.</summary>
    public int Words => score.GetLength(0);

    public int Length { get; }

    public double Beta { get; }

    /// <summary>All sentences, <c>[V^L][L]</c>, the last word counting fastest.</summary>
    public IReadOnlyList<int[]> Sentences { get; }

    /// <summary>Largest value of <c>E r - β KL</c>.</summary>
    public double SoftValue => Beta * LogZ;

    /// <summary>Largest reward of any sentence.</summary>
    public double BestReward => Sentences.Max(s => Reward(s));

    private double LogZ => LogMean(0, -1);

    public double Reward(ReadOnlySpan<int> sentence)
    {
        double sum = 0;
        for (int i = 1; i < sentence.Length; i++) sum += score[sentence[i - 1], sentence[i]];
        return sum;
    }

    /// <summary>Next-word distribution of the best policy, <c>[V]</c>.</summary>
    /// <param name="position"><c>0..L-1</c>.</param>
    /// <param name="previous">Word before; not read at position 0.</param>
    public double[] Best(int position, int previous)
    {
        double total = LogMean(position, previous);
        return [.. Enumerable.Range(0, Words).Select(w => Math.Exp(Exponent(position, previous, w) - total) / Words)];
    }

    /// <summary>Log-probability of every sentence under the best policy, in the order of <see cref="Sentences"/>.</summary>
    public double[] BestLogProb() =>
        [.. Sentences.Select(s => s.Select((w, i) => Math.Log(Best(i, i == 0 ? -1 : s[i - 1])[w])).Sum())];

    /// <summary>Exact figures of a policy.</summary>
    /// <param name="logProb">Of every sentence in the order of <see cref="Sentences"/>; all together they have probability one.</param>
    /// <returns>Expected reward, KL divergence from uniform in nats, and <c>E r - β KL</c>.</returns>
    public (double Reward, double Kl, double Value) Judge(ReadOnlySpan<double> logProb)
    {
        Shape.Require("log-probabilities", logProb.Length, ("sentences", Sentences.Count));
        double reward = 0, kl = 0, uniform = -Length * Math.Log(Words);
        for (int i = 0; i < logProb.Length; i++)
        {
            double chance = Math.Exp(logProb[i]);
            if (chance == 0) continue;
            reward += chance * Reward(Sentences[i]);
            kl += chance * (logProb[i] - uniform);
        }
        return (reward, kl, reward - Beta * kl);
    }

    private int[] Sentence(int index)
    {
        var words = new int[Length];
        for (int i = Length - 1; i >= 0; i--, index /= Words) words[i] = index % Words;
        return words;
    }

    // logSum[t, w]: log of the mean of exp(reward still to come / beta) over all ends behind word w at position t.
    private double[,] Backward()
    {
        var sums = new double[Length, Words];
        for (int t = Length - 2; t >= 0; t--)
            for (int w = 0; w < Words; w++)
            {
                double sum = 0;
                for (int next = 0; next < Words; next++) sum += Math.Exp(score[w, next] / Beta + sums[t + 1, next]);
                sums[t, w] = Math.Log(sum / Words);
            }
        return sums;
    }

    private double Exponent(int position, int previous, int word) =>
        (position == 0 ? 0 : score[previous, word] / Beta) + logSum[position, word];

    private double LogMean(int position, int previous) =>
        Math.Log(Enumerable.Range(0, Words).Average(w => Math.Exp(Exponent(position, previous, w))));
}
