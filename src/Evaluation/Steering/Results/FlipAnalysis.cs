using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>Whether the choice follows when nothing in a sentence changes but the part.</summary>
internal static class FlipAnalysis
{
    /// <summary>Most words that may differ: a part with its side, for example.</summary>
    private const int MostWords = 2;

    public static FlipResult? Of(
        IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SelectorTally tally, SeedStream seed)
    {
        var pairs = new List<FlipPair>();
        var pooled = new List<(int Scene, bool Flipped, bool Followed)>();
        for (int a = 0; a < wishes.Count; a++)
            for (int b = 0; b < wishes.Count; b++)
            {
                if (a == b || !IsPair(wishes[a], wishes[b])) continue;
                var trials = Trials(rows, wishes, tally, a, b).ToArray();
                if (trials.Length == 0) continue;
                pooled.AddRange(trials);
                pairs.Add(new(wishes[a].Text, wishes[b].Text,
                    WilsonInterval.Of([.. trials.Select(t => t.Flipped)]), WilsonInterval.Of([.. trials.Select(t => t.Followed)])));
            }
        int[] scenes = [.. pooled.Select(t => t.Scene)];
        return pairs.Count == 0 ? null : new(
            Bootstrap.Rate(pooled.Select(t => t.Flipped), seed.Child("flipped"), scenes),
            Bootstrap.Rate(pooled.Select(t => t.Followed), seed.Child("followed"), scenes), pairs);
    }

    /// <summary>Whether two wishes name one mode each, not the same one, in the same sentence.</summary>
    public static bool IsPair(WishCase a, WishCase b) =>
        a.HasOneMode() && b.HasOneMode() && !Overlap(a.Accept[0], b.Accept[0]) && SameTemplate(a.Text, b.Text);

    /// <summary>Whether one name is the other or its family.</summary>
    public static bool Overlap(string a, string b) =>
        a == b || a.StartsWith(b + "-", StringComparison.Ordinal) || b.StartsWith(a + "-", StringComparison.Ordinal);

    /// <summary>Whether two sentences differ in one place only, by at most two words, and share at least two.</summary>
    public static bool SameTemplate(string a, string b)
    {
        string[] x = a.Split(' ', StringSplitOptions.RemoveEmptyEntries), y = b.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int least = Math.Min(x.Length, y.Length), head = 0, tail = 0;
        while (head < least && x[head] == y[head]) head++;
        while (tail < least - head && x[^(tail + 1)] == y[^(tail + 1)]) tail++;
        int left = x.Length - head - tail, right = y.Length - head - tail;
        return head + tail >= 2 && left <= MostWords && right <= MostWords && left + right > 0;
    }

    private static IEnumerable<(int Scene, bool Flipped, bool Followed)> Trials(
        IReadOnlyList<SceneRow> rows, IReadOnlyList<WishCase> wishes, SelectorTally tally, int a, int b)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            var truth = rows[i].Modes.Truth;
            if (!truth.Any(wishes[a].Fulfilled) || !truth.Any(wishes[b].Fulfilled)) continue;
            if (tally.Choice(i, a, ForewarnSelector.SelectorName) is not { } from) continue;
            if (tally.Choice(i, b, ForewarnSelector.SelectorName) is not { } to) continue;
            bool flipped = from.Index >= 0 && to.Index >= 0 && from.Index != to.Index;
            yield return (i, flipped, flipped && wishes[b].Fulfilled(truth[to.Index]));
        }
    }
}
