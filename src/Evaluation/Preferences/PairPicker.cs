using Forewarn.Core;

namespace Forewarn.Evaluation.Preferences;

/// <summary>Chooses pairs among the plans of one scene before anybody knows a label.</summary>
internal static class PairPicker
{
    /// <summary>
    /// Takes pairs one by one: the one on which the likelihoods differ most, to a tenth (<see cref="PairPick.Likely"/>); among
    /// equals one whose plans occur least among those already taken, then by chance. A scene often has a single plan that
    /// fits, so that plan may be in many of its pairs; pairs without it would mostly be ties.
    /// </summary>
    /// <param name="likelihood"><c>[K]</c>, that each plan fulfills the wish.</param>
    /// <param name="same">Whether two plans are the same; such pairs are left out.</param>
    /// <returns>At most <paramref name="wanted"/> pairs of different plans, the sides in random order.</returns>
    public static IReadOnlyList<(int First, int Second)> Pick(
        IReadOnlyList<double> likelihood, int wanted, PairPick pick, Func<int, int, bool> same, SeedStream seed)
    {
        var open = new List<(int First, int Second)>();
        for (int b = 1; b < likelihood.Count; b++)
            for (int a = 0; a < b; a++)
                if (!same(a, b)) open.Add(seed.Next(2) == 0 ? (a, b) : (b, a));
        var shuffled = open.ToArray();
        seed.Shuffle(shuffled.AsSpan());
        open = [.. shuffled];
        var uses = new int[likelihood.Count];
        var taken = new List<(int First, int Second)>();
        while (taken.Count < wanted && open.Count > 0)
        {
            var next = open
                .OrderByDescending(p => pick == PairPick.Likely ? Math.Round(Math.Abs(likelihood[p.First] - likelihood[p.Second]), 1) : 0)
                .ThenBy(p => Math.Max(uses[p.First], uses[p.Second])).ThenBy(p => uses[p.First] + uses[p.Second])
                .First();
            open.Remove(next);
            taken.Add(next);
            uses[next.First]++;
            uses[next.Second]++;
        }
        return taken;
    }
}
