using System.Globalization;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Curves;

/// <summary>Whether the runs of one group are better than those of another, paired by seed (and task).</summary>
/// <param name="Final">Mean difference of the final figures over pairs, with its paired bootstrap interval; the verdict is of this one.</param>
/// <param name="Area">The same of the mean heights of the curves: who learns faster.</param>
/// <param name="Probability">Probability of improvement over all runs, paired or not.</param>
/// <param name="Seeds">Seeds of the pairs.</param>
/// <param name="Margin">What the difference must exceed.</param>
/// <param name="To">Step at which the final figures are taken: the last that all runs reached.</param>
public sealed record LearningReport(
    string Metric, string Better, string Worse, MetricInterval Final, MetricInterval Area, MetricInterval Probability,
    IReadOnlyList<ulong> Seeds, double Margin, double To, ClaimVerdict Verdict)
{
    /// <summary>
    /// Fewer pairs support nothing: all differences of four have one sign by chance alone one time in eight, and resampling them never
    /// shows the other sign.
    /// </summary>
    public const int FewestPairs = 5;

    /// <param name="highest">Whether larger figures are better; differences are turned so that positive ones speak for the claim.</param>
    /// <exception cref="ForewarnException">The groups share no seed, or there is no step that all runs cover.</exception>
    public static LearningReport Of(
        string metric, GroupCurves better, GroupCurves worse, SeedStream seed, double margin = 0, bool highest = true)
    {
        var pairs = Pairs(better, worse);
        if (pairs.Count == 0)
            throw ForewarnException.Of("comparison", $"seeds {List(better)} and {List(worse)}", "runs of both groups with the same seeds",
                "Train the missing seeds.", ExitCode.Usage);
        LearningCurve[] first = [.. pairs.Select(p => p.First)], second = [.. pairs.Select(p => p.Second)];
        var (from, to) = CurveBand.CommonRange([.. first, .. second]);
        double sign = highest ? 1 : -1;
        var final = Difference(c => sign * c.Final(to), "final");
        int tasks = better.Tasks.Concat(worse.Tasks).Max() + 1;
        var probability = ProbabilityOfImprovement.Of(Ends(better), Ends(worse), seed.Child("improvement"));
        return new(metric, better.Label, worse.Label, final, Difference(c => sign * c.Area(from, to), "area"), probability,
            [.. pairs.Select(p => p.Seed).Distinct()], margin, to, Judge(final, margin));

        MetricInterval Difference(Func<LearningCurve, double> figure, string name) =>
            Bootstrap.PairedDifference(first.Select(figure).ToArray(), second.Select(figure).ToArray(), seed.Child(name), 10_000);

        // Unpaired runs count here, as far as they reach; tasks that only one group has do not.
        double[][] Ends(GroupCurves group) =>
        [
            .. Enumerable.Range(0, tasks).Where(t => better.Tasks.Contains(t) && worse.Tasks.Contains(t))
                .Select(t => group.Curves.Where((c, i) => group.Tasks[i] == t && !double.IsNaN(c.At(to))).Select(c => sign * c.Final(to)).ToArray()),
        ];
    }

    /// <summary>The verdict with its numbers, in one line.</summary>
    public string Line()
    {
        string margin = Margin == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" by more than {Margin:G4}");
        string few = Final.Count < FewestPairs ? $" Fewer than {FewestPairs} pairs support nothing." : "";
        string numbers = string.Create(CultureInfo.InvariantCulture,
            $"Difference at step {To:0}: {Text(Final)}; of the mean height: {Text(Area)}; {Final.Count} pairs by seed; probability of ");
        return $"claim '{Better} is better than {Worse} in {Metric}{margin}': {Word(Verdict)}. {numbers}improvement {Text(Probability)}.{few}";
    }

    /// <summary>The verdict as people say it.</summary>
    public static string Word(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "supported",
        ClaimVerdict.NotSupported => "not supported",
        _ => "inconclusive",
    };

    private static ClaimVerdict Judge(MetricInterval difference, double margin) =>
        difference.Count < FewestPairs ? ClaimVerdict.Inconclusive
        : difference.Low > margin ? ClaimVerdict.Supported
        : difference.High < margin ? ClaimVerdict.NotSupported
        : ClaimVerdict.Inconclusive;

    private static List<(ulong Seed, LearningCurve First, LearningCurve Second)> Pairs(GroupCurves better, GroupCurves worse)
    {
        var second = Keyed(worse);
        return [.. Keyed(better).Where(p => second.ContainsKey(p.Key)).OrderBy(p => p.Key).Select(p => (p.Key.Seed, p.Value, second[p.Key]))];
    }

    private static Dictionary<(int Task, ulong Seed), LearningCurve> Keyed(GroupCurves group)
    {
        var keyed = new Dictionary<(int, ulong), LearningCurve>();
        for (int i = 0; i < group.Runs.Count; i++)
        {
            if (group.Runs[i].Seed is not { } seed) continue;
            if (!keyed.TryAdd((group.Tasks[i], seed), group.Curves[i]))
                throw ForewarnException.Of($"group '{group.Label}'", $"two runs with seed {seed}, one of them {group.Runs[i].Folder}",
                    "one run for every seed", "Name the runs to compare, or group them further.", ExitCode.Usage);
        }
        return keyed;
    }

    private static string List(GroupCurves group) =>
        group.Runs.All(r => r.Seed is null) ? "none" : string.Join(", ", group.Runs.Select(r => r.Seed).OfType<ulong>().Order());

    private static string Text(MetricInterval m) => string.Create(CultureInfo.InvariantCulture, $"{m.Value:G4} [{m.Low:G4}, {m.High:G4}]");
}
