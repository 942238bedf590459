namespace Forewarn.Learning.InverseRl.Evolution;

/// <summary>
/// Fitness by rank (Salimans et al. 2017): worst -1/2, best 1/2, evenly between. Equal values share the mean of their ranks, so a
/// generation in which all members fail alike gives no direction.
/// </summary>
public static class CentredRanks
{
    /// <returns>One for every value, of sum 0.</returns>
    public static double[] Of(ReadOnlySpan<double> fitness)
    {
        int count = fitness.Length;
        double[] sorted = fitness.ToArray(), ranks = new double[count];
        int[] order = [.. Enumerable.Range(0, count)];
        Array.Sort(sorted, order);
        for (int from = 0, to; from < count; from = to)
        {
            for (to = from + 1; to < count && sorted[to] == sorted[from]; to++) { }
            double rank = (from + to - 1) / 2.0;
            for (int i = from; i < to; i++) ranks[order[i]] = count == 1 ? 0 : rank / (count - 1) - 0.5;
        }
        return ranks;
    }
}
