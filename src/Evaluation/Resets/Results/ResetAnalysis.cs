using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Resets;

/// <summary>Errors of reward differences per source and kind of pair; the same rows give the same results.</summary>
public static class ResetAnalysis
{
    private const ulong ResamplingSeed = 20250711;

    private static readonly (ResetSource Source, string Judge)[] Sources =
    [
        (ResetSource.WorldModel, "outcome classifier"), (ResetSource.WorldModel, "verifier"), (ResetSource.LogReplay, "nearest logged plan"),
    ];

    /// <param name="distance">Of plans, for the nearest logged one.</param>
    public static ResetResults Of(
        IReadOnlyList<ResetRow> rows, IReadOnlyList<WishCase> wishes, ResetStudyOptions options, IPlanDistance distance, ActionSpec spec,
        RunRecord run)
    {
        var log = new LogReplay(rows, distance, spec);
        var questions = rows.SelectMany((row, scene) => Questions(row, scene, wishes, log)).ToArray();
        (int?, bool?, string)[] kinds =
        [
            (null, null, "all pairs"), (0, false, "replan 0, different modes"), (0, true, "replan 0, same mode"),
            (1, false, "replan 1, different modes"), (1, true, "replan 1, same mode"),
        ];
        return new(run, rows.Count, [.. wishes.Select(w => w.Text)], options.PrefixRows, options.BlendRows, rows.Sum(r => r.Repeats),
            rows.Sum(r => r.Repeated), rows.Sum(r => r.Logged.Count),
            [.. kinds.Select(k => Group(k.Item3, k.Item1, k.Item2, questions, wishes.Count))]);
    }

    private static IEnumerable<ResetQuestion> Questions(ResetRow row, int scene, IReadOnlyList<WishCase> wishes, LogReplay log)
    {
        var nearest = log.Nearest(row, [.. row.Pairs.SelectMany(p => new[] { p.First.Values, p.Second.Values })]);
        for (int p = 0; p < row.Pairs.Count; p++)
            for (int w = 0; w < wishes.Count; w++)
            {
                var (pair, wish) = (row.Pairs[p], wishes[w]);
                yield return new(scene, pair.Replan, pair.SameMode, (True(pair.First.Truth), True(pair.Second.Truth)),
                [
                    (Classified(pair.First), Classified(pair.Second)),
                    (pair.First.Likelihoods[w], pair.Second.Likelihoods[w]),
                    (True(nearest[2 * p]), True(nearest[2 * p + 1])),
                ]);

                double True(PlanLabel label) => wish.Fulfilled(label) ? 1 : 0;

                double Classified(ResetSide side) => Math.Clamp(
                    row.Classes.Select((name, c) => Accepts(wish, name) ? (double)side.Classes[c] : 0).Sum(), 0, 1);
            }
    }

    /// <summary>A classifier of families cannot tell the side that a wish names: it is given the benefit of the doubt.</summary>
    private static bool Accepts(WishCase wish, string family) =>
        wish.Accept.Any(a => a == family || a.StartsWith(family + "-", StringComparison.Ordinal));

    private static ResetGroup Group(string name, int? replan, bool? same, ResetQuestion[] all, int wishes)
    {
        var mine = all.Where(q => (replan ?? q.Replan) == q.Replan && (same ?? q.SameMode) == q.SameMode).ToArray();
        var seed = new SeedStream(ResamplingSeed).Child(name);
        return new(name, replan, same, mine.Length / wishes, mine.Length, mine.Count(q => q.True.First != q.True.Second),
            [.. Sources.Select((s, i) => Figures(s.Source, s.Judge, mine, i, seed.Child(s.Judge)))]);
    }

    private static ResetFigures Figures(ResetSource source, string judge, ResetQuestion[] questions, int index, SeedStream seed)
    {
        // Sums per scene: n, bias, |error|, decided, right, e d, e^2, d^2, value error of both sides.
        double[][] sums = [.. questions.GroupBy(q => q.Scene).Select(scene =>
        {
            var sum = new double[9];
            foreach (var q in scene)
            {
                var guess = q.Guessed[index];
                double e = guess.First - guess.Second, d = q.True.First - q.True.Second;
                double[] terms =
                [
                    1, Math.Abs(e) - Math.Sign(e) * d, Math.Abs(e - d), d != 0 ? 1 : 0, d != 0 && Math.Sign(e) == Math.Sign(d) ? 1 : 0,
                    e * d, e * e, d * d, (guess.First - q.True.First + guess.Second - q.True.Second) / 2,
                ];
                for (int i = 0; i < terms.Length; i++) sum[i] += terms[i];
            }
            return sum;
        })];
        int count = questions.Length, decided = questions.Count(q => q.True.First != q.True.Second);
        return new(source, judge,
            Bootstrap.OfSums(sums, s => s[1] / s[0], count, seed.Child("bias")),
            Bootstrap.OfSums(sums, s => s[2] / s[0], count, seed.Child("error")),
            Bootstrap.OfSums(sums, s => s[4] / s[3], decided, seed.Child("sign")),
            Bootstrap.OfSums(sums, s => s[5] / Math.Sqrt(s[6] * s[7]), count, seed.Child("correlation")),
            Bootstrap.OfSums(sums, s => s[8] / s[0], 2 * count, seed.Child("value")));
    }
}
