using Forewarn.Core;

namespace Forewarn.Learning.Preferences;

/// <summary>Probability vectors over finitely many answers, in double precision.</summary>
public static class Distribution
{
    /// <summary><c>ln Σ exp</c> without overflow.</summary>
    public static double LogSumExp(ReadOnlySpan<double> logits)
    {
        double top = double.NegativeInfinity, sum = 0;
        foreach (double z in logits) top = Math.Max(top, z);
        foreach (double z in logits) sum += Math.Exp(z - top);
        return top + Math.Log(sum);
    }

    public static double[] Softmax(ReadOnlySpan<double> logits)
    {
        double norm = LogSumExp(logits);
        var p = new double[logits.Length];
        for (int i = 0; i < p.Length; i++) p[i] = Math.Exp(logits[i] - norm);
        return p;
    }

    /// <summary><c>q ∝ p exp(score)</c>: one step of mirror descent, or the answer to <c>max E score - KL(q || p)</c>.</summary>
    public static double[] Tilted(ReadOnlySpan<double> p, ReadOnlySpan<double> score)
    {
        var logits = new double[p.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(p[i]) + score[i];
        return Softmax(logits);
    }

    /// <summary><c>Σ p f</c>.</summary>
    public static double Mean(ReadOnlySpan<double> p, ReadOnlySpan<double> f)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += p[i] * f[i];
        return sum;
    }

    /// <summary><c>Σ p ln(p/q)</c> in nats; answers that p never gives count nothing.</summary>
    public static double Kl(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
            if (p[i] > 0) sum += p[i] * Math.Log(p[i] / q[i]);
        return sum;
    }

    /// <summary><c>E_p r - beta KL(p || reference)</c>: what KL-regularized tuning maximizes.</summary>
    public static double SoftObjective(ReadOnlySpan<double> p, ReadOnlySpan<double> reward, ReadOnlySpan<double> reference, double beta) =>
        Mean(p, reward) - beta * Kl(p, reference);

    /// <summary>Its maximum over all distributions, <c>beta ln Σ reference exp(r / beta)</c>.</summary>
    public static double SoftValue(ReadOnlySpan<double> reward, ReadOnlySpan<double> reference, double beta)
    {
        var logits = new double[reward.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = Math.Log(reference[i]) + reward[i] / beta;
        return beta * LogSumExp(logits);
    }

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : 1 - 1 / (1 + Math.Exp(x));

    /// <summary>One draw.</summary>
    public static int Draw(ReadOnlySpan<double> p, SeedStream seed)
    {
        double left = seed.NextDouble();
        for (int i = 0; i < p.Length - 1; i++)
            if ((left -= p[i]) < 0) return i;
        return p.Length - 1;
    }
}
