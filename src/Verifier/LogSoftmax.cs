using System.Numerics;

namespace Forewarn.Verifier;

/// <summary>Log-probabilities from logits, in double precision.</summary>
internal static class LogSoftmax
{
    /// <summary>Logarithm of the sum of exponentials.</summary>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        float top = logits[ArgMax(logits)];
        var (sums, tops) = (Vector<double>.Zero, new Vector<double>(top));
        int i = 0;
        // Every spoken token of every row sums over the vocabulary.
        for (; i + Vector<float>.Count <= logits.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(logits[i..]), out var low, out var high);
            sums += Vector.Exp(low - tops) + Vector.Exp(high - tops);
        }
        double sum = Vector.Sum(sums);
        for (; i < logits.Length; i++) sum += Math.Exp(logits[i] - (double)top);
        return top + Math.Log(sum);
    }

    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++) if (values[i] > values[best]) best = i;
        return best;
    }
}
