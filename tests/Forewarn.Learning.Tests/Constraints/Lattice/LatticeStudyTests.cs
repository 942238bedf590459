using Forewarn.Core;
using Forewarn.Learning.Constraints.Lattice;
using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Learning.Tests.Constraints.Lattice;

public class LatticeStudyTests
{
    [Fact]
    public void Experts_never_enter_the_tube_and_learners_come_to_avoid_more_than_the_failure_set()
    {
        var car = LatticeCar.Sluggish;
        bool[] tube = car.Tube();
        var (forbidden, expert, learner) = LatticeLearning.Run(car, 3000, new SeedStream(4));
        Assert.All(Enumerable.Range(0, tube.Length).Where(s => tube[s]), s => Assert.Equal(0, expert[s]));
        double Overlap(Func<int, bool> set) => (double)Enumerable.Range(0, tube.Length).Count(s => forbidden[s] && set(s))
            / Enumerable.Range(0, tube.Length).Count(s => forbidden[s] || set(s));
        Assert.True(Overlap(s => tube[s]) > 1.25 * Overlap(LatticeCar.IsFailure));
        Assert.True(Enumerable.Range(0, tube.Length).Sum(s => LatticeCar.IsFailure(s) ? learner[s] : 0) > 100);
    }

    [Fact]
    public void A_filter_by_the_tube_never_fails_and_one_by_the_failure_set_does()
    {
        var car = LatticeCar.Agile;
        bool[] tube = car.Tube(), failure = [.. Enumerable.Range(0, LatticeCar.States).Select(LatticeCar.IsFailure)];
        int[] starts = LatticeLearning.Starts(tube);
        Assert.Equal(0, LatticePlay.Run(car, tube, starts, 2000, new int[tube.Length], new SeedStream(1)));
        Assert.InRange(LatticePlay.Run(car, failure, starts, 2000, new int[tube.Length], new SeedStream(1)), 0.005, 0.05);
    }
}
