using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Whether labels go in circles more often than a labeler with one opinion and some noise would.</summary>
/// <param name="Triples">Triples of plans of one prompt, each two of which were compared without a draw.</param>
/// <param name="Cyclic">Share of them that are cyclic; one quarter for labels by coin.</param>
/// <param name="UnderNoise">The same share when labels are drawn anew from the Bradley-Terry fit of every prompt.</param>
/// <param name="PValue">How often such labels are as cyclic.</param>
/// <param name="NashGap">
/// Mean over prompts of <c>1/2 - min_b P(a* beats b)</c> with <c>a*</c> the plan of the best Bradley-Terry score: what its worst
/// opponent takes from it, which a minimax winner's cannot.
/// </param>
/// <param name="NashGapUnderNoise">The same under labels drawn anew.</param>
public sealed record Intransitivity(
    int Triples, double Cyclic, double UnderNoise, double PValue, double NashGap, double NashGapUnderNoise)
{
    private const int Rounds = 200;

    /// <returns>Null where no prompt has three plans that were all compared.</returns>
    public static Intransitivity? Of(IReadOnlyList<PlanPair> pairs, SeedStream seed)
    {
        PreferenceTable[] tables = [.. PreferenceTable.Of(pairs).Where(t => t.Count >= 3)];
        var (cyclic, triples) = Cycles(tables);
        if (triples == 0) return null;
        double[][] strengths = [.. tables.Select(t => t.Strengths())];
        double noise = 0, gapNoise = 0;
        int reached = 1;
        for (int round = 0; round < Rounds; round++)
        {
            PreferenceTable[] drawn = [.. tables.Select((t, i) => Redrawn(t, strengths[i], seed))];
            var (c, n) = Cycles(drawn);
            double share = n == 0 ? 0 : (double)c / n;
            noise += share / Rounds;
            gapNoise += drawn.Average(GapOf) / Rounds;
            if (share >= (double)cyclic / triples - 1e-12) reached++;
        }
        return new(triples, (double)cyclic / triples, noise, reached / (Rounds + 1.0), tables.Average(GapOf), gapNoise);
    }

    /// <summary>What the worst opponent takes from the plan of the best Bradley-Terry score.</summary>
    public static double GapOf(PreferenceTable table)
    {
        double[] strengths = table.Strengths();
        int best = Array.IndexOf(strengths, strengths.Max());
        return 0.5 - Enumerable.Range(0, table.Count).Min(b => b == best ? 0.5 : table.Rate(best, b));
    }

    /// <summary>Dual gap of a mixed choice, <c>max_b P(b beats π) - 1/2</c>; 0 at the minimax winner.</summary>
    public static double DualGap(PreferenceTable table, double[] mixture) =>
        Enumerable.Range(0, table.Count).Max(b => Enumerable.Range(0, table.Count).Sum(a => mixture[a] * table.Rate(b, a))) - 0.5;

    private static (int Cyclic, int Triples) Cycles(IEnumerable<PreferenceTable> tables)
    {
        int cyclic = 0, triples = 0;
        foreach (var t in tables)
        {
            for (int a = 0; a < t.Count; a++)
                for (int b = a + 1; b < t.Count; b++)
                    for (int c = b + 1; c < t.Count; c++)
                    {
                        int ab = Sign(t, a, b), bc = Sign(t, b, c), ca = Sign(t, c, a);
                        if (ab == 0 || bc == 0 || ca == 0) continue;
                        triples++;
                        if (ab == bc && bc == ca) cyclic++;
                    }
        }
        return (cyclic, triples);
    }

    private static int Sign(PreferenceTable t, int a, int b) => Math.Sign(t.Wins[a][b] - t.Wins[b][a]);

    private static PreferenceTable Redrawn(PreferenceTable table, double[] strengths, SeedStream seed)
    {
        double[][] wins = [.. table.Wins.Select(row => new double[row.Length])];
        for (int a = 0; a < table.Count; a++)
            for (int b = a + 1; b < table.Count; b++)
                for (int k = 0; k < Math.Round(table.Wins[a][b] + table.Wins[b][a]); k++)
                {
                    bool first = seed.NextDouble() < strengths[a] / (strengths[a] + strengths[b]);
                    wins[first ? a : b][first ? b : a]++;
                }
        return new(wins);
    }
}
