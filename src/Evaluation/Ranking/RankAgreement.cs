namespace Forewarn.Evaluation.Ranking;

/// <summary>Rank correlation that leaves out what decides nothing.</summary>
public static class RankAgreement
{
    /// <summary>
    /// Kendall's tau over the pairs whose scores in <paramref name="reference"/> lie at least <paramref name="gap"/> apart:
    /// concordant minus discordant, over all of them; a tie in <paramref name="candidate"/> counts as neither. Options of
    /// nearly no probability have an order too, but no choice hangs on it.
    /// </summary>
    /// <returns>Null when there is no such pair.</returns>
    public static double? Tau(ReadOnlySpan<double> reference, ReadOnlySpan<double> candidate, double gap)
    {
        int pairs = 0, sum = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double apart = reference[i] - reference[j];
                if (Math.Abs(apart) < gap) continue;
                pairs++;
                sum += Math.Sign(apart) * Math.Sign(candidate[i] - candidate[j]);
            }
        }
        return pairs > 0 ? (double)sum / pairs : null;
    }
}
