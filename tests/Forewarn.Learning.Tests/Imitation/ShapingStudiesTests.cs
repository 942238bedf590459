using Forewarn.Core;
using Forewarn.Learning.Imitation.Studies;
using Forewarn.Learning.InverseRl.Shaping;
using Forewarn.Learning.Studies;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Tests.Imitation;

public class ShapingStudiesTests
{
    [Fact]
    public void Evolution_finds_a_potential_nearly_as_good_as_the_optimal_values()
    {
        int told = 0, wanted = 0;
        var result = new GridShapingStudy().Run([91, 92], (done, all) => (told, wanted) = (done, all), TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (told, wanted));
        Assert.InRange(result["area/no_shaping"].Value.Value, 0.535, 0.57);
        Assert.InRange(result["area/optimal_values"].Value.Value, 0.861, 0.871);
        Assert.InRange(result["area/minus_optimal_values"].Value.Value, 0.065, 0.1);
        Assert.All(result["area/evolved@100"].PerSeed, v => Assert.InRange(v, 0.78, 0.9));
    }

    [Fact]
    public void Invariance_holds_for_one_form_and_fails_for_the_other()
    {
        var result = new ShapingInvarianceStudy().Run([1, 2, 3], (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(StudyVerdict.Supported, result.Verdict);
        Assert.Equal(7, result.Figures.Count);
    }

    [Fact]
    public void A_learner_repeats_with_its_seed()
    {
        double Area(ulong seed) => new TabularQLearning().Area(GridWorld.Corner, [], new SeedStream(seed));
        Assert.Equal(Area(1), Area(1));
        Assert.True(Enumerable.Range(1, 10).Select(s => Area((ulong)s)).Distinct().Count() > 3);
    }
}
