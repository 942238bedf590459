using Forewarn.Core;
using Forewarn.Evaluation.Gate;
using Forewarn.Evaluation.Learners;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Narrations;

/// <summary>Computes results from rows; the same rows give the same results.</summary>
public static class NarrationAnalysis
{
    private const ulong ResamplingSeed = 20250202;

    /// <param name="spec">How plans are to be read.</param>
    /// <param name="failures">Outcomes that are failures, for example slip, knock, miss.</param>
    /// <param name="training">
    /// Episodes for the action-only control; empty = cross-validation on the held-out rows.
    /// </param>
    /// <param name="ceiling">What physics allows, if it was measured.</param>
    public static NarrationResults Of(
        IReadOnlyList<NarrationRow> rows, ActionSpec spec, INarrationReader reader, IReadOnlyCollection<string> failures,
        IReadOnlyList<ControlEpisode> training, RunRecord run, ForestOptions? forest = null,
        PhysicalCeiling? ceiling = null)
    {
        var seed = new SeedStream(ResamplingSeed);
        var order = Derangement(rows.Count, seed.Child("shuffle"));
        var predicted = rows.Select(r => reader.Read(r.Predicted)).ToArray();
        var future = rows.Select(r => reader.Read(r.TrueFuture)).ToArray();
        var shuffled = order.Select(i => predicted[i]).ToArray();
        var control = Control(rows, spec, training, forest ?? new(), seed.Child("control"));
        var saidRight = rows.Select((r, i) => r.Truth.Mode == predicted[i]?.Mode).ToArray();
        var controlRight = rows.Select((r, i) => r.Truth.Mode == control[i].Mode).ToArray();
        var figures = Figures(rows, predicted, failures, seed);
        var recalls = figures.Outcome.Recall.Where(p => failures.Contains(p.Key)).Select(p => p.Value.Value).ToArray();
        return new(
            run, rows.Count, figures, Figures(rows, future, failures, seed), Figures(rows, shuffled, failures, seed),
            Figures(rows, control, failures, seed),
            training.Count, Bootstrap.PairedDifference(saidRight, controlRight, seed.Child("gain")),
            McNemarTest.Of(saidRight, controlRight), recalls.Length == 0 ? double.NaN : recalls.Average(),
            ceiling?.Share(figures.Outcome.Accuracy));
    }

    private static NarrationFigures Figures(
        IReadOnlyList<NarrationRow> rows, IReadOnlyList<PlanLabel?> said, IReadOnlyCollection<string> failures,
        SeedStream seed) => new(
        AccuracySummary.Of([.. rows.Select((r, i) => (r.Truth.Mode, said[i]?.Mode))], seed),
        AccuracySummary.Of([.. rows.Select((r, i) => (r.Truth.Outcome, said[i]?.Outcome))], seed),
        FailureFigures.Of([.. rows.Select((r, i) => (r.Truth.Outcome, said[i]?.Outcome))], failures, seed.Child("failures")));

    /// <summary>A random arrangement in which nobody keeps his own: one cycle through all (Sattolo).</summary>
    private static int[] Derangement(int count, SeedStream seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (int i = count - 1; i > 0; i--)
        {
            int j = seed.Next(i);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    private static PlanLabel[] Control(
        IReadOnlyList<NarrationRow> rows, ActionSpec spec, IReadOnlyList<ControlEpisode> training, ForestOptions options,
        SeedStream seed)
    {
        var features = new PlanFeatures(spec);
        var held = rows.Select(r => features.Actions(r.Plan, r.State)).ToArray();
        var learned = training.Select(e => features.Actions(e.Plan, e.State)).ToArray();
        var modes = Predict(held, [.. rows.Select(r => r.Truth.Mode)],
            learned, [.. training.Select(e => e.Mode)], options, seed.Child("mode"));
        var outcomes = Predict(held, [.. rows.Select(r => r.Truth.Outcome)],
            learned, [.. training.Select(e => e.Outcome)], options, seed.Child("outcome"));
        return [.. modes.Zip(outcomes, (m, o) => new PlanLabel(m, o))];
    }

    private static string[] Predict(
        float[][] held, string[] truth, float[][] learned, string[] names, ForestOptions options, SeedStream seed)
    {
        if (learned.Length == 0)
        {
            var table = new FeatureTable(held, truth);
            return [.. CrossValidation.Predict(table, options, seed).Select(c => table.Classes[c])];
        }
        var forest = ExtraTrees.Fit(new(learned, names), options, seed);
        return [.. held.Select(row => forest.Classes[forest.Predict(row)])];
    }
}
