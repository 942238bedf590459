using Forewarn.Core;

namespace Forewarn.Learning.Preferences.Worlds;

/// <summary>
/// Episodes of several decisions with two answers each: every answer pays and leads to a later decision or to the end. Values are
/// exact by backward induction.
/// </summary>
/// <param name="Pay">Reward of each answer at each decision, <c>[S][2]</c>.</param>
/// <param name="Next">Decision that follows, a higher index, or -1 for the end, <c>[S][2]</c>. Episodes start at 0.</param>
/// <param name="Start">Initial probability of answer 0 at each decision, <c>[S]</c>.</param>
public sealed record DecisionGraph(double[][] Pay, int[][] Next, double[] Start)
{
    /// <summary>
    /// Before the last decision answer 0 (greedy) derails the episode: it ends with nothing. At the last, greedy pays 1 and safe 0.6.
    /// </summary>
    public static DecisionGraph Derail(int decisions) => new(
        [.. Enumerable.Range(0, decisions).Select(h => h == decisions - 1 ? new[] { 1, 0.6 } : [0, 0])],
        [.. Enumerable.Range(0, decisions).Select(h => h == decisions - 1 ? new[] { -1, -1 } : [-1, h + 1])],
        [.. Enumerable.Repeat(0.5, decisions)]);

    /// <summary>
    /// Answer 0 (B) of the first decision leads on to one where answer 0 (C) pays 1 and the other nothing; the safe way pays 0.5 at once.
    /// At first C is rare, so B looks worse than it is.
    /// </summary>
    public static DecisionGraph FuturesMatter { get; } = new([[0, 0.5], [1, 0]], [[1, -1], [-1, -1]], [0.5, 0.2]);

    public int Decisions => Pay.Length;

    /// <summary>Log-odds of answer 0 at the start, <c>[S]</c>.</summary>
    public double[] StartLogits() => [.. Start.Select(p => Math.Log(p / (1 - p)))];

    /// <summary>Expected return of the whole episode.</summary>
    /// <param name="first">Probability of answer 0 at each decision, <c>[S]</c>.</param>
    public double Return(double[] first) => Values(first)[0];

    /// <summary><c>Q(s, 0) - Q(s, 1)</c> where what follows is decided by <paramref name="first"/>, <c>[S]</c>.</summary>
    public double[] Advantages(double[] first)
    {
        double[] values = Values(first);
        return [.. Enumerable.Range(0, Decisions).Select(s => Worth(s, 0, values) - Worth(s, 1, values))];
    }

    /// <summary>How often each decision is met in an episode, <c>[S]</c>.</summary>
    public double[] Visits(double[] first)
    {
        var visits = new double[Decisions];
        visits[0] = 1;
        for (int s = 0; s < Decisions; s++)
            for (int a = 0; a < 2; a++)
                if (Next[s][a] >= 0) visits[Next[s][a]] += visits[s] * (a == 0 ? first[s] : 1 - first[s]);
        return visits;
    }

    /// <summary>Plays from a decision to the end.</summary>
    /// <param name="answer">Imposed at <paramref name="from"/>; null = drawn as everywhere else.</param>
    /// <returns>Reward-to-go, and the answer given at every decision that was met, in order.</returns>
    public (double ToGo, IReadOnlyList<(int Decision, int Answer)> Path) Play(double[] first, int from, SeedStream seed, int? answer = null)
    {
        var path = new List<(int, int)>();
        double sum = 0;
        for (int s = from; s >= 0;)
        {
            int a = s == from && answer is { } imposed ? imposed : seed.NextDouble() < first[s] ? 0 : 1;
            path.Add((s, a));
            sum += Pay[s][a];
            s = Next[s][a];
        }
        return (sum, path);
    }

    private double[] Values(double[] first)
    {
        var values = new double[Decisions];
        for (int s = Decisions - 1; s >= 0; s--) values[s] = first[s] * Worth(s, 0, values) + (1 - first[s]) * Worth(s, 1, values);
        return values;
    }

    private double Worth(int s, int answer, double[] values) => Pay[s][answer] + (Next[s][answer] is >= 0 and var next ? values[next] : 0);
}
