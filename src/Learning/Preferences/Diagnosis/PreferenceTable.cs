using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Judgments between the plans of one prompt: how often each was preferred to each.</summary>
/// <param name="Wins"><c>[n][n]</c>; a tie gives half a win to both.</param>
public sealed record PreferenceTable(double[][] Wins)
{
    /// <summary>Plans.</summary>
    public int Count => Wins.Length;

    /// <summary>One table per prompt; plans are the same where all their numbers are.</summary>
    public static IReadOnlyList<PreferenceTable> Of(IReadOnlyList<PlanPair> pairs) =>
        [.. pairs.GroupBy(p => p.Prompt).Select(g =>
        {
            var index = new Dictionary<string, int>();
            var seen = g.Select(p => (A: Index(p.Chosen), B: Index(p.Rejected), p.Tie)).ToArray();
            double[][] wins = [.. Enumerable.Range(0, index.Count).Select(_ => new double[index.Count])];
            foreach (var (a, b, tie) in seen)
            {
                wins[a][b] += tie ? 0.5 : 1;
                if (tie) wins[b][a] += 0.5;
            }
            return new PreferenceTable(wins);

            int Index(double[] plan)
            {
                string key = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(plan.AsSpan())));
                if (!index.TryGetValue(key, out int at)) index[key] = at = index.Count;
                return at;
            }
        })];

    /// <summary>Whether two plans were compared.</summary>
    public bool Compared(int a, int b) => Wins[a][b] + Wins[b][a] > 0;

    /// <summary>Share of the comparisons of a and b that a won; one half where there was none.</summary>
    public double Rate(int a, int b) => Compared(a, b) ? Wins[a][b] / (Wins[a][b] + Wins[b][a]) : 0.5;

    /// <summary>
    /// Strengths <c>s</c> of a Bradley-Terry fit, <c>P(a beats b) = s_a / (s_a + s_b)</c>, by Hunter's (2004) minorization; half a win and
    /// half a loss against a plan of strength 1 are added to each, so that they are finite.
    /// </summary>
    public double[] Strengths()
    {
        var strengths = new double[Count];
        Array.Fill(strengths, 1);
        for (int round = 0; round < 200; round++)
        {
            for (int a = 0; a < Count; a++)
            {
                double wins = 0.5, load = 1 / (strengths[a] + 1);
                for (int b = 0; b < Count; b++)
                {
                    if (b == a) continue;
                    wins += Wins[a][b];
                    load += (Wins[a][b] + Wins[b][a]) / (strengths[a] + strengths[b]);
                }
                strengths[a] = wins / load;
            }
        }
        return strengths;
    }
}
