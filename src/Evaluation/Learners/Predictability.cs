using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Learners;

/// <summary>How well a class can be told from some features, and whether that is more than chance.</summary>
/// <param name="Accuracy">Cross-validated accuracy, Wilson interval.</param>
/// <param name="Majority">Share of the most frequent class.</param>
/// <param name="Chance">Mean accuracy of the same learner on permuted classes; NaN when no permutation was run.</param>
/// <param name="PValue">
/// One-sided permutation p against <paramref name="Chance"/>; NaN when no permutation was run.
/// </param>
public sealed record Predictability(MetricInterval Accuracy, double Majority, double Chance, double PValue)
{
    /// <param name="permutations">
    /// The whole cross-validation is repeated on this many shufflings of the classes; 0 = none.
    /// </param>
    public static Predictability Of(FeatureTable table, ForestOptions options, SeedStream seed, int permutations = 0)
    {
        double observed = Right(table, options, seed.Child("observed"));
        var accuracy = WilsonInterval.Of((int)observed, table.Count);
        if (permutations == 0) return new(accuracy, table.Majority, double.NaN, double.NaN);
        var permuted = new double[permutations];
        Parallel.For(0, permutations, new() { MaxDegreeOfParallelism = options.Workers }, r =>
        {
            var stream = seed.Child("permutation", r);
            var labels = (int[])table.Labels.Clone();
            stream.Shuffle(labels.AsSpan());
            permuted[r] = Right(table.WithLabels(labels), options with { Workers = 1 }, stream);
        });
        return new(accuracy, table.Majority, permuted.Average() / table.Count,
            PermutationTest.PValue(observed, permutations, r => permuted[r]));
    }

    private static double Right(FeatureTable table, ForestOptions options, SeedStream seed)
    {
        var predicted = CrossValidation.Predict(table, options, seed);
        return predicted.Where((p, i) => p == table.Labels[i]).Count();
    }
}
