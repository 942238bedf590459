using Forewarn.Core;

namespace Forewarn.Evaluation.Learners;

/// <summary>
/// Stratified k-fold cross-validation of <see cref="ExtraTrees"/>: every row is predicted by a forest that never saw
/// it.
/// </summary>
public static class CrossValidation
{
    public const int DefaultFolds = 5;

    /// <returns>Predicted class index of every row, <c>[n]</c>.</returns>
    public static int[] Predict(FeatureTable table, ForestOptions options, SeedStream seed, int folds = DefaultFolds)
    {
        if (table.Count < folds)
            throw new ForewarnException($"cross-validation: found {table.Count} rows, wanted at least {folds} (one per fold).");
        var fold = Folds(table, seed.Child("folds"), folds);
        var predicted = new int[table.Count];
        for (int f = 0; f < folds; f++)
        {
            int current = f;
            var train = Enumerable.Range(0, table.Count).Where(i => fold[i] != current).ToArray();
            var forest = ExtraTrees.Fit(table.Select(train), options, seed.Child("forest", f));
            for (int i = 0; i < table.Count; i++) if (fold[i] == f) predicted[i] = forest.Predict(table.Rows[i]);
        }
        return predicted;
    }

    private static int[] Folds(FeatureTable table, SeedStream seed, int folds)
    {
        var order = Enumerable.Range(0, table.Count).ToArray();
        seed.Shuffle(order.AsSpan());
        var fold = new int[table.Count];
        int next = 0;
        foreach (int i in order.OrderBy(i => table.Labels[i])) fold[i] = next++ % folds;
        return fold;
    }
}
