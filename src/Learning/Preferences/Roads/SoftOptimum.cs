using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Roads;

/// <summary>Soft reinforcement learning on tables: <c>π = π_ref exp(r/β) / Z</c> maximizes <c>E r - β KL(π | π_ref)</c>.</summary>
public static class SoftOptimum
{
    /// <param name="reward"><c>[P · Y]</c>.</param>
    /// <returns>ln π <c>[P · Y]</c>.</returns>
    public static double[] Of(RoadsWorld world, double[] reward, double beta)
    {
        var logits = new double[reward.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = world.LogReference[i] + reward[i] / beta;
        return Normalized(logits, world.Answers);
    }

    /// <summary>
    /// The same optimum by climbing in the policy's own parameters, without knowing its form. For large β: where the policy is
    /// nearly sure of its answers the slope is too flat to end in many digits.
    /// </summary>
    public static double[] Climb(RoadsWorld world, double[] reward, double beta, IPolicyClass policies)
    {
        var gradient = new double[reward.Length];
        double[] found = LimitedMemoryBfgs.Minimize(new double[policies.Dimension], (at, slope) =>
        {
            double[] log = policies.LogProbs(at);
            double value = 0;
            for (int i = 0; i < log.Length; i++)
            {
                double p = Math.Exp(log[i]), soft = reward[i] - beta * (log[i] - world.LogReference[i]);
                value -= p * soft;
                gradient[i] = -p * soft;
            }
            policies.Backward(at, gradient, slope);
            return value;
        });
        return policies.LogProbs(found);
    }

    /// <summary>Log-softmax within every prompt.</summary>
    public static double[] Normalized(double[] logits, int answers)
    {
        var log = new double[logits.Length];
        for (int start = 0; start < logits.Length; start += answers)
        {
            var row = logits.AsSpan(start, answers);
            double most = double.NegativeInfinity, sum = 0;
            foreach (double v in row) most = Math.Max(most, v);
            foreach (double v in row) sum += Math.Exp(v - most);
            for (int y = 0; y < answers; y++) log[start + y] = row[y] - most - Math.Log(sum);
        }
        return log;
    }

    /// <summary>Draws an index from log-probabilities.</summary>
    public static int Draw(ReadOnlySpan<double> log, SeedStream seed)
    {
        double left = seed.NextDouble();
        for (int i = 0; i < log.Length - 1; i++)
        {
            left -= Math.Exp(log[i]);
            if (left < 0) return i;
        }
        return log.Length - 1;
    }
}
