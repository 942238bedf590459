using Forewarn.Core;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Guarding;

/// <summary>Counts what was dispatched over scenes and wishes.</summary>
internal sealed class DispatchTally(IReadOnlyList<GuardRow> rows, IReadOnlyList<WishCase> wishes)
{
    private const ulong ResamplingSeed = 20251126;

    private readonly SeedStream _seed = new(ResamplingSeed);

    /// <summary>Ways of choosing, in the order in which they were asked.</summary>
    public IReadOnlyList<string> Choosers { get; } = [.. rows.SelectMany(r => r.Choices).Select(c => c.Chooser).Distinct()];

    /// <param name="guard">Index into the rows' guards.</param>
    /// <param name="wish">Index of one wish; null for all.</param>
    public DispatchFigures Count(string chooser, int guard, int? wish)
    {
        var trials = (from i in Enumerable.Range(0, rows.Count)
                      from c in rows[i].Choices
                      where c.Chooser == chooser && (wish is null || c.Wish == wish)
                      select new Trial(i, c.Wish, Plan(rows[i], c.Chosen[guard]), Plan(rows[i], c.Chosen[0]))).ToArray();
        string name = $"{chooser} {rows[0].Guards[guard]} {wish}";
        int[] scenes = [.. trials.Select(t => t.Scene)];
        bool[] success = [.. trials.Select(t => Succeeds(t.Wish, t.Plan))], first = [.. trials.Select(t => Succeeds(t.Wish, t.First))];
        var (difference, p, discordant) = guard == 0 ? (null, null, null) : Against(name, success, first, scenes, wish is not null);
        return new(
            chooser, rows[0].Guards[guard], wish is { } one ? wishes[one].Text : null, trials.Length, trials.Count(t => t.Plan is not null),
            trials.Count(t => t.Plan is { Fate.Doomed: true }), trials.Count(t => t.Plan is { Fate.Failing: true }),
            ShareOfDispatched(trials, t => t.Plan is { Fate.Doomed: true }, $"doomed {name}"),
            ShareOfDispatched(trials, t => t.Plan is { Fate.Failing: true }, $"failing {name}"),
            WilsonInterval.Of([.. trials.GroupBy(t => t.Scene).Select(g => g.Any(t => t.Plan is { Fate.Doomed: true }))]),
            wish is null ? Bootstrap.Rate(success, _seed.Child($"success {name}"), scenes) : WilsonInterval.Of(success), difference, p, discordant);
    }

    private (MetricInterval?, double?, McNemarTest?) Against(string name, bool[] success, bool[] first, int[] scenes, bool isSingle)
    {
        var difference = Bootstrap.PairedDifference(success, first, _seed.Child($"difference {name}"), scenes);
        var test = McNemarTest.Of(success, first);
        if (isSingle) return (difference, test.PValue, test);
        double[] perScene = [.. Enumerable.Range(0, success.Length).GroupBy(n => scenes[n])
            .Select(g => g.Sum(n => (success[n] ? 1.0 : 0) - (first[n] ? 1.0 : 0)))];
        return (difference, PermutationTest.PairedMean(perScene, _seed.Child($"sign flip {name}")), test);
    }

    private MetricInterval ShareOfDispatched(Trial[] trials, Func<Trial, bool> which, string stream)
    {
        double[][] sums = [.. trials.GroupBy(t => t.Scene).Select(g => (double[])[g.Count(which), g.Count(t => t.Plan is not null)])];
        return Bootstrap.OfSums(sums, s => s[0] / s[1], trials.Count(t => t.Plan is not null), _seed.Child(stream));
    }

    private bool Succeeds(int wish, GuardedPlan? plan) => plan is { IsSafe: true } && wishes[wish].Fulfilled(plan.Fate.Label);

    private static GuardedPlan? Plan(GuardRow row, int index) => index < 0 ? null : row.Plans[index];

    /// <param name="Plan">What was dispatched; null for nothing.</param>
    /// <param name="First">What was dispatched under the first guard.</param>
    private readonly record struct Trial(int Scene, int Wish, GuardedPlan? Plan, GuardedPlan? First);
}
