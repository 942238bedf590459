using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>Choosing the best of K draws is a change of the policy too, and a bounded one: this is what it amounts to, exactly.</summary>
public static class BestOfK
{
    /// <summary>Distribution of the draw with the highest score among K; of equal scores each counts by its probability.</summary>
    /// <param name="policy"><c>[A]</c>.</param>
    /// <param name="scores">By which is chosen, <c>[A]</c>; a verifier's, which may differ from the true reward.</param>
    /// <exception cref="ForewarnException">K below 1.</exception>
    public static double[] Choices(ReadOnlySpan<double> policy, ReadOnlySpan<double> scores, int k)
    {
        if (k < 1) throw ForewarnException.Of("draws to choose from", $"{k}", "1 or more", "Draw at least one.", ExitCode.Usage);
        Shape.Require("scores", scores.Length, ("answers", policy.Length));
        var chosen = new double[policy.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            double below = 0, level = 0;
            for (int j = 0; j < chosen.Length; j++)
            {
                if (scores[j] < scores[i]) below += policy[j];
                else if (scores[j] == scores[i]) level += policy[j];
            }
            // All K at most this good, less all K below it.
            double best = Math.Pow(below + level, k) - Math.Pow(below, k);
            chosen[i] = level > 0 ? best * policy[i] / level : 0;
        }
        return chosen;
    }

    /// <summary>
    /// <c>ln K - (K - 1) / K</c> nats: choosing among K draws moves no further from the policy, and as far only where no two draws
    /// can tie.
    /// </summary>
    public static double KlBound(int k) => Math.Log(k) - (k - 1.0) / k;
}
