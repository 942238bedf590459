namespace Forewarn.Games;

/// <summary>The distribution with the least weighted sum of total variations from given ones, by a linear program.</summary>
internal static class WeightedMedian
{
    /// <param name="rows">Distributions <c>[A]</c>, each once.</param>
    /// <param name="weights">Positive, one per row.</param>
    public static double[] Of(IReadOnlyList<double[]> rows, IReadOnlyList<double> weights)
    {
        if (rows.Count == 1) return [.. rows[0]];
        // Of |p - q| only the positive part counts, since both sum to 1: maximize - sum_k w_k sum_a d_ka with d_ka >= p_ka - q_a.
        int actions = rows[0].Length, size = actions * (1 + rows.Count);
        var costs = new double[size];
        for (int i = actions; i < size; i++) costs[i] = -weights[i / actions - 1];
        var program = new LinearProgram(costs);
        var whole = new double[size];
        Array.Fill(whole, 1, 0, actions);
        program.Equal(whole, 1);
        for (int i = actions; i < size; i++)
        {
            var row = new double[size];
            (row[i % actions], row[i]) = (-1, -1);
            program.AtMost(row, -rows[i / actions - 1][i % actions]);
        }
        double[] median = [.. program.Maximize().Take(actions).Select(q => Math.Max(0, q))];
        double sum = median.Sum();
        return [.. median.Select(q => q / sum)];
    }
}
