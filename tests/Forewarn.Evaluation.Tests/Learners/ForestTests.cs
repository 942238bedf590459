using Forewarn.Core;
using Forewarn.Evaluation.Learners;

namespace Forewarn.Evaluation.Tests.Learners;

public sealed class ForestTests
{
    private static FeatureTable Xor(int count, ulong key, int noiseColumns = 6)
    {
        var seed = new SeedStream(key);
        var rows = new List<float[]>();
        var names = new List<string>();
        for (int i = 0; i < count; i++)
        {
            var row = new float[2 + noiseColumns];
            seed.FillNormal(row);
            rows.Add(row);
            names.Add(row[0] > 0 == row[1] > 0 ? "same" : "other");
        }
        return new(rows, names);
    }

    [Fact]
    public void Learns_an_interaction_that_no_single_feature_shows()
    {
        var p = Predictability.Of(Xor(800, 1), new() { Trees = 60, FeatureShare = 0.6 }, new(3));
        Assert.InRange(p.Accuracy.Value, 0.85, 1);
    }

    [Fact]
    public void Finds_nothing_in_noise()
    {
        var seed = new SeedStream(9);
        var table = Xor(300, 2);
        var labels = (int[])table.Labels.Clone();
        seed.Shuffle(labels.AsSpan());
        var p = Predictability.Of(table.WithLabels(labels), new() { Trees = 15, MinimumSplit = 10 }, new(4), 39);
        Assert.InRange(p.Accuracy.Value, 0.38, 0.62);
        Assert.InRange(p.Chance, 0.45, 0.55);
        Assert.InRange(p.PValue, 0.03, 1);
    }

    [Fact]
    public void Reports_a_real_dependence_with_the_smallest_p_it_can()
    {
        var seed = new SeedStream(11);
        var rows = Enumerable.Range(0, 300).Select(_ => new[] { (float)seed.NextDouble(), (float)seed.NextDouble() }).ToArray();
        var names = rows.Select(r => seed.NextDouble() < 0.5 + 0.4 * (r[0] > 0.5f ? 1 : -1) ? "a" : "b").ToArray();
        var p = Predictability.Of(new(rows, names), new() { Trees = 15, MinimumSplit = 10 }, new(4), 39);
        Assert.Equal(1.0 / 40, p.PValue, 1e-12);
    }

    [Fact]
    public void Does_not_depend_on_the_number_of_workers()
    {
        var table = Xor(300, 3);
        var options = new ForestOptions { Trees = 20 };
        Assert.Equal(
            CrossValidation.Predict(table, options, new(5)),
            CrossValidation.Predict(table, options with { Workers = 4 }, new(5)));
    }

    [Fact]
    public void Fits_its_own_training_rows_when_trees_are_full_grown()
    {
        var table = Xor(200, 4);
        var forest = ExtraTrees.Fit(table, new() { Trees = 10, MinimumSplit = 2 }, new(6));
        for (int i = 0; i < table.Count; i++) Assert.Equal(table.Labels[i], forest.Predict(table.Rows[i]));
        Assert.Equal(1, forest.Probabilities(table.Rows[0]).Sum(), 1e-6);
    }

    [Fact]
    public void Constant_features_and_equal_rows_end_in_a_mixed_leaf()
    {
        var table = new FeatureTable([[1f, 2f], [1f, 2f], [1f, 2f], [1f, 2f]], ["a", "b", "b", "b"]);
        var p = ExtraTrees.Fit(table, new() { Trees = 3 }, new(1)).Probabilities([1f, 2f]);
        Assert.Equal(0.25, p[0], 1e-6);
        Assert.Equal(0.75, p[1], 1e-6);
    }

    [Fact]
    public void Adjacent_floats_are_still_separable()
    {
        float low = 1f, high = MathF.BitIncrement(1f);
        var table = new FeatureTable([[low], [high], [low], [high]], ["a", "b", "a", "b"]);
        var forest = ExtraTrees.Fit(table, new() { Trees = 5, MinimumSplit = 2 }, new(1));
        Assert.Equal((0, 1), (forest.Predict([low]), forest.Predict([high])));
    }
}
