using CsCheck;
using Forewarn.Core;
using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Tests.Statistics;

public sealed class ProbabilityOfImprovementTests
{
    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 0.0, 2 }, 0.75)]
    [InlineData(new[] { 5.0 }, new[] { 1.0, 2, 3 }, 1)]
    [InlineData(new[] { 5.0 }, new[] { 9.0 }, 0)]
    [InlineData(new[] { 2.0, 2 }, new[] { 2.0 }, 0.5)]
    public void Pairs_are_counted_and_ties_halved(double[] x, double[] y, double probability) =>
        Assert.Equal(probability, ProbabilityOfImprovement.Of(x, y), 1e-12);

    [Fact]
    public void Only_ranks_matter_and_the_other_side_has_the_rest() =>
        Gen.Select(Gen.Int[0, 6].Array[1, 8], Gen.Int[0, 6].Array[1, 8]).Sample((a, b) =>
        {
            double[] x = [.. a.Select(v => (double)v)], y = [.. b.Select(v => (double)v)];
            double probability = ProbabilityOfImprovement.Of(x, y);
            Assert.Equal(1 - probability, ProbabilityOfImprovement.Of(y, x), 1e-12);
            Assert.Equal(probability, ProbabilityOfImprovement.Of([.. x.Select(Math.Exp)], [.. y.Select(Math.Exp)]), 1e-12);
        });

    [Fact]
    public void Tasks_count_alike_however_many_runs_they_have()
    {
        // 1 on the first task with many runs, 0 on the second with few.
        var interval = ProbabilityOfImprovement.Of([[9, 9, 9, 9], [0]], [[1, 1, 1], [5]], new SeedStream(1));
        Assert.Equal((0.5, 0.5, 0.5), (interval.Value, interval.Low, interval.High));
    }

    [Fact]
    public void The_interval_is_narrow_when_sides_are_apart_and_wide_when_they_are_mixed()
    {
        double[] low = [1, 2, 3, 4, 5], high = [11, 12, 13, 14, 15];
        Assert.Equal((1.0, 1.0), Ends(ProbabilityOfImprovement.Of([high], [low], new SeedStream(1))));
        var mixed = ProbabilityOfImprovement.Of([low], [low], new SeedStream(1));
        Assert.Equal(0.5, mixed.Value);
        Assert.InRange(mixed.High - mixed.Low, 0.4, 0.9);
        Assert.InRange(mixed.Low + mixed.High, 0.85, 1.15);
    }

    [Fact]
    public void Every_task_needs_runs_of_both()
    {
        Assert.Throws<ForewarnException>(() => ProbabilityOfImprovement.Of([[1], []], [[1], [2]], new SeedStream(1)));
        Assert.Throws<ForewarnException>(() => ProbabilityOfImprovement.Of([[1]], [[1], [2]], new SeedStream(1)));
    }

    private static (double, double) Ends(MetricInterval m) => (m.Low, m.High);
}
