namespace Forewarn.Verifier;

/// <summary>Log-probabilities from logits, in double precision.</summary>
internal static class LogSoftmax
{
    /// <summary>Logarithm of the sum of exponentials.</summary>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        double top = double.NegativeInfinity, sum = 0;
        foreach (float v in logits) top = Math.Max(top, v);
        foreach (float v in logits) sum += Math.Exp(v - top);
        return top + Math.Log(sum);
    }

    public static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++) if (values[i] > values[best]) best = i;
        return best;
    }
}
