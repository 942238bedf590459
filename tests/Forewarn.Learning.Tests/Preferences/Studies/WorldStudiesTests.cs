using Forewarn.Core;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Preferences.Worlds;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Tests.Preferences.Studies;

/// <summary>The sampled runs behind the studies, small; and the studies whole, slowly.</summary>
public sealed class WorldStudiesTests
{
    public static TheoryData<string> Methods => [.. BanditMethod.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_online_method_climbs_toward_the_soft_optimum(string name)
    {
        var method = BanditMethod.All.Single(m => m.Name == name);
        double share = BanditRun.Share(method, new(0.3, 4, method.Knobs[^1]), new SeedStream(1), rounds: 20);
        // The uniform reference is near 0: rewards have mean zero.
        Assert.InRange(share, 0.8, 1);
    }

    [Fact]
    public void With_one_inner_epoch_REBEL_and_RLOO_are_one_method()
    {
        double Share(string name) =>
            BanditRun.Share(BanditMethod.All.Single(m => m.Name == name), new(0.3, 1, 1), new SeedStream(2), rounds: 20);
        Assert.Equal(Share("rloo"), Share("rebel"), 1e-5);
    }

    [Fact]
    public void Runs_repeat_with_their_seed_and_differ_without()
    {
        double Share(ulong seed) => BanditRun.Share(BanditMethod.All[0], new(0.3, 1, 1), new SeedStream(seed), rounds: 3);
        Assert.Equal(Share(5), Share(5));
        Assert.NotEqual(Share(5), Share(6));
    }

    [Fact]
    public void Sampled_HyPO_lands_on_the_optimum_of_unlimited_data() =>
        Assert.Equal(SharedFeaturePolicy.Sparse.BestHypo(0.1), CoverageRun.Weight(0.1, new SeedStream(1)), 0.15);

    [Fact]
    public void Sampled_REFUEL_finds_what_fixed_futures_do_not()
    {
        double[] refuel = MultiTurnRun.Returns(DecisionGraph.FuturesMatter, MultiTurnRun.Way.Refuel, new SeedStream(1));
        double[] other = MultiTurnRun.Returns(DecisionGraph.FuturesMatter, MultiTurnRun.Way.StartFutures, new SeedStream(1));
        Assert.Equal(0.35, refuel[0], 1e-6);
        Assert.True(refuel[^1] > 0.98, $"{refuel[^1]}");
        Assert.True(other[^1] < 0.61, $"{other[^1]}");
    }

    [Fact]
    public void Studies_have_names_of_their_own_and_refuse_a_single_seed()
    {
        Assert.Equal(PreferenceStudies.All.Count, PreferenceStudies.All.Select(s => s.Name).Distinct().Count());
        foreach (var study in new IStudy[] { new BanditStudy(), new CoverageStudy(), new MultiTurnStudy(), new IntransitiveStudy() })
        {
            Assert.Throws<ForewarnException>(() => study.Run([1], (_, _) => { }));
            Assert.Throws<ForewarnException>(() => study.Run([1, 1], (_, _) => { }));
        }
    }

    [Trait("Speed", "Slow")]
    [Theory]
    [InlineData(typeof(CoverageStudy))]
    [InlineData(typeof(MultiTurnStudy))]
    [InlineData(typeof(IntransitiveStudy))]
    public void No_claim_is_refuted_on_four_other_seeds(Type type)
    {
        var study = (IStudy)Activator.CreateInstance(type)!;
        int told = 0, wanted = 0;
        var result = study.Run([91, 92, 93, 94], (done, all) => (told, wanted) = (done, all));
        Assert.NotEqual(StudyVerdict.NotSupported, result.Verdict);
        Assert.Equal(wanted, told);
    }
}
