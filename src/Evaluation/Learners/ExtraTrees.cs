using Forewarn.Core;

namespace Forewarn.Evaluation.Learners;

/// <summary>
/// Extremely randomized trees (Geurts, Ernst, Wehenkel 2006): every node tries a few features at random thresholds and
/// keeps the split with the lowest Gini impurity; the forest averages the leaves' class shares. Needs no scaling and
/// no tuning, which makes it a fair control learner.
/// </summary>
public sealed class ExtraTrees
{
    private readonly DecisionTree[] _trees;

    private ExtraTrees(DecisionTree[] trees, IReadOnlyList<string> classes) => (_trees, Classes) = (trees, classes);

    public IReadOnlyList<string> Classes { get; }

    /// <param name="seed">Tree <c>i</c> depends on (seed, i) only.</param>
    public static ExtraTrees Fit(FeatureTable table, ForestOptions options, SeedStream seed)
    {
        var trees = new DecisionTree[options.Trees];
        Parallel.For(0, trees.Length, new() { MaxDegreeOfParallelism = options.Workers },
            i => trees[i] = new TreeGrower(table, options, seed.Child("tree", i)).Grow());
        return new(trees, table.Classes);
    }

    /// <returns>Mean class shares <c>[C]</c>.</returns>
    public double[] Probabilities(ReadOnlySpan<float> row)
    {
        var sum = new double[Classes.Count];
        foreach (var tree in _trees)
        {
            var leaf = tree.Leaf(row);
            for (int c = 0; c < sum.Length; c++) sum[c] += leaf[c] / _trees.Length;
        }
        return sum;
    }

    /// <returns>Index of the likeliest class.</returns>
    public int Predict(ReadOnlySpan<float> row)
    {
        var p = Probabilities(row);
        return Array.IndexOf(p, p.Max());
    }
}
