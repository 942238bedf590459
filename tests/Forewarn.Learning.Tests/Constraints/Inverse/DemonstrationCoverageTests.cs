using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.Tests.Constraints.Inverse;

public sealed class DemonstrationCoverageTests
{
    /// <summary>Three samples with cells {a, b}, {a, c}, {a, b}: Q1 = 1 (c), Q2 = 1 (b), U = 6: 1/6 * 2 / (2 + 2).</summary>
    [Fact]
    public void The_estimate_is_that_of_incidence_counts()
    {
        Assert.Equal(1.0 / 12, DemonstrationCoverage.Estimate([3, 2, 1], 3), 12);
        Assert.Equal(0, DemonstrationCoverage.Estimate([3, 2, 2], 3));
        Assert.Equal(1, DemonstrationCoverage.Estimate([1, 1], 1));
    }

    /// <summary>Demonstrations that draw cells at random: the estimate against what a further one does find new, over many sets.</summary>
    [Fact]
    public void The_estimate_is_right_on_average()
    {
        double estimated = 0, found = 0;
        for (int run = 0; run < 60; run++)
        {
            var seed = new SeedStream(100 + (ulong)run);
            var set = Coverage(40, seed, out var cells);
            estimated += set.Unseen / 60;
            int fresh = 0, all = 0;
            for (int i = 0; i < 2000; i++)
            {
                var own = Enumerable.Range(0, 10).Select(_ => Cell(seed)).ToHashSet();
                all += own.Count;
                fresh += own.Count(c => !cells.Contains(c));
            }
            found += (double)fresh / all / 60;
        }
        Assert.InRange(found, 0.05, 0.5);
        Assert.InRange(estimated / found, 0.9, 1.1);
    }

    [Fact]
    public void A_warning_says_how_many_are_missing_and_where()
    {
        var coverage = new DemonstrationCoverage(20, 100, 30, 0.2, new Dictionary<string, double> { ["left"] = 0.1, ["right"] = 0.4 });
        string warning = coverage.Warning(0.05)!;
        Assert.Contains("at least 60 more", warning);
        Assert.Contains("task 'right'", warning);
        Assert.Null(coverage.Warning(0.2));
    }

    private static DemonstrationCoverage Coverage(int episodes, SeedStream seed, out HashSet<int> cells)
    {
        int[] places = [.. Enumerable.Range(0, episodes * 10).Select(_ => Cell(seed))];
        cells = [.. places];
        var model = new ConstraintModel(new(1, [0], []), new ThresholdConstraint(), new SupportMask([1]));
        // The state after an episode is its last one: nine transitions, ten states.
        float[] states = [.. Enumerable.Range(0, episodes * 9).Select(i => places[i / 9 * 10 + i % 9] + 0.5f)];
        float[] nextStates = [.. Enumerable.Range(0, episodes * 9).Select(i => places[i / 9 * 10 + i % 9 + 1] + 0.5f)];
        var set = new TransitionSet(1, 1, states, new float[states.Length], nextStates, new float[states.Length],
            [.. Enumerable.Repeat(1f, states.Length)], [.. Enumerable.Range(0, episodes).Select(e => 9 * e)], []);
        return DemonstrationCoverage.Of([new("all", set)], model);
    }

    /// <summary>Few often, many seldom.</summary>
    private static int Cell(SeedStream seed) => (int)(200 * Math.Pow(seed.NextDouble(), 2));
}
