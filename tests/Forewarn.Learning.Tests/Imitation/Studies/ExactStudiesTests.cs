using Forewarn.Core;
using Forewarn.Learning.Imitation.Studies;
using Forewarn.Learning.Studies;

namespace Forewarn.Learning.Tests.Imitation.Studies;

/// <summary>Known answers whole, on few seeds where they draw; the committed result has more.</summary>
public sealed class ExactStudiesTests
{
    public static TheoryData<string> Quick => ["compounding", "score-divergence", "optimistic-adam"];

    [Theory]
    [MemberData(nameof(Quick))]
    public void Every_known_answer_is_met(string name)
    {
        var result = Study(name).Run([1, 2], (_, _) => { });
        Assert.All(result.Figures.Where(f => f.Bar is not null), f => Assert.Equal(StudyVerdict.Supported, f.Verdict));
        Assert.All(result.Figures, f => Assert.Empty(f.PerSeed));
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("regulator")]
    [InlineData("blind-discriminator")]
    public void Every_known_answer_without_chance_is_met_and_drawn_ones_are_near(string name)
    {
        var result = Study(name).Run([1, 2], (_, _) => { });
        Assert.All(result.Figures.Where(f => f.Bar is not null && f.PerSeed.Count == 0), f => Assert.Equal(StudyVerdict.Supported, f.Verdict));
        // Two seeds have a wide interval; their mean must still be within the bar.
        Assert.All(result.Figures.Where(f => f.Bar is not null && f.PerSeed.Count > 0),
            f => Assert.Equal(StudyVerdict.Supported, f.Bar!.Judge(f.Value.Value, f.Value.Value)));
    }

    [Fact]
    public void Names_are_unique_and_single_seeds_refused()
    {
        Assert.Equal(ImitationStudies.Exact.Count, ImitationStudies.Exact.Select(s => s.Name).Distinct().Count());
        Assert.All(ImitationStudies.Exact, s => Assert.Throws<ForewarnException>(() => s.Run([1], (_, _) => { })));
    }

    [Fact]
    public void The_cost_of_cloning_is_its_sum()
    {
        foreach (int horizon in new[] { 1, 7, 60 })
            Assert.Equal(Enumerable.Range(1, horizon).Sum(t => 1 - Math.Pow(0.97, t)), CompoundingStudy.Cost(horizon, 0.03, recovers: false), 1e-12);
    }

    [Fact]
    public void Scores_of_equal_Gaussians_do_not_differ_and_loss_is_all_where_states_are_wide()
    {
        var same = GaussianScores.ByQuadrature((0.3, 0.7), (0.3, 0.7), 50);
        Assert.Equal(0, same.Divergence, 1e-15);
        // A state of no spread hides no noise.
        Assert.Equal(0, GaussianScores.ByQuadrature((0, 0), (1, 1), 50).LeastLoss, 1e-12);
    }

    [Fact]
    public void The_root_locus_is_stable_and_near_the_continuous_gains()
    {
        var (position, speed) = RegulatorStudy.ByRootLocus(1e-3, 4, 1);
        Assert.Equal(2, position, 5e-3);
        Assert.Equal(2, speed, 5e-3);
    }

    private static IStudy Study(string name) => ImitationStudies.Exact.Single(s => s.Name == name);
}
