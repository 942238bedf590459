using Forewarn.Reachability.Systems;
using Xunit;

namespace Forewarn.Reachability.Tests.Systems;

public class LatticeCarTests
{
    [Fact]
    public void Failure_set_and_tubes_have_the_known_sizes_and_are_nested()
    {
        bool[] sluggish = LatticeCar.Sluggish.Tube(), agile = LatticeCar.Agile.Tube();
        Assert.Equal(1568, Enumerable.Range(0, LatticeCar.States).Count(LatticeCar.IsFailure));
        Assert.Equal(2236, sluggish.Count(lost => lost));
        Assert.Equal(1736, agile.Count(lost => lost));
        Assert.All(Enumerable.Range(0, LatticeCar.States), s => Assert.True(sluggish[s] || !agile[s]));
        Assert.Equal(0.776386, 1736.0 / 2236, 6);
    }

    /// <summary>Outside of the tube some action stays outside; inside none does.</summary>
    [Fact]
    public void A_tube_is_closed_under_the_best_action()
    {
        foreach (var car in new[] { LatticeCar.Sluggish, LatticeCar.Agile })
        {
            bool[] lost = car.Tube();
            for (int s = 0; s < LatticeCar.States; s++)
            {
                bool escape = Enumerable.Range(0, 3).Any(a => car.Next(s, a) is var n && (n < 0 || !lost[n]));
                Assert.Equal(lost[s], LatticeCar.IsFailure(s) || !escape);
            }
        }
    }
}
