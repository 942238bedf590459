using Forewarn.Core;
using Forewarn.Games;
using Forewarn.Learning.MultiAgent;

namespace Forewarn.Learning.Tests.MultiAgent;

public sealed class SampledImitationTests(ITestOutputHelper output)
{
    private static readonly MarkovGame s_bare = Crossroads.Game(10, 0.3), s_covered = Crossroads.Game(10, 0.3, 0.05);

    /// <summary>Without coverage a table stays uniform on road B, a gap of (H - 1)(.5 - c); asking there closes it.</summary>
    [Theory]
    [InlineData(false, 1e-9)]
    [InlineData(true, 0.1)]
    public void Queries_close_what_demonstrations_leave(bool neural, double close)
    {
        var expert = Crossroads.Expert(s_bare);
        double blades = Gap(s_bare, new QueriedDeviations(s_bare, expert, 30), neural);
        double cloning = Gap(s_bare, new ClonedDemonstrations(ClonedDemonstrations.Draw(s_bare, expert, 300, new(1))), neural);
        output.WriteLine($"blades {blades:F4}, cloning {cloning:F4}");
        Assert.InRange(blades, -1e-9, close);
        if (neural) Assert.True(cloning > 1);
        else Assert.Equal(1.8, cloning, 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_do_with_coverage_what_queries_do(bool discriminated)
    {
        var shown = ClonedDemonstrations.Draw(s_covered, Crossroads.Expert(s_covered), 300, new(1));
        double gap = Gap(s_covered, new ReweightedDemonstrations(s_covered, shown, discriminated ? new DiscriminatedRatio() : new ExactRatio()), neural: true);
        output.WriteLine($"{gap:F4}");
        Assert.InRange(gap, -1e-9, 0.15);
    }

    /// <summary>What a discriminator says of how much more often the deviator comes, against the tables.</summary>
    [Fact]
    public void A_discriminator_finds_the_ratio()
    {
        var learner = Mediator.Uniform(s_covered);
        var shown = ClonedDemonstrations.Draw(s_covered, Crossroads.Expert(s_covered), 2000, new(2));
        var deviation = Deviation.Of(s_covered, 0, (_, _, told) => told);
        double[] exact = new ExactRatio().Of(s_covered, shown, learner, deviation, new(3));
        double[] found = new DiscriminatedRatio(episodes: 2000).Of(s_covered, shown, learner, deviation, new(3));
        // On A it falls from 1 to 1/500, on B it grows from 10 to 20; the jump from 1 that B has at the start is too steep for so small a network.
        for (int h = 1; h < 10; h++) Assert.InRange(found[h * 2 + 1] / exact[h * 2 + 1], 0.6, 1.6);
        for (int h = 0; h < 3; h++) Assert.InRange(found[h * 2] / exact[h * 2], 0.5, 2);
        output.WriteLine(string.Join(' ', exact.Zip(found, (e, f) => $"{e:F2}:{f:F2}")));
    }

    [Fact]
    public void A_joint_network_learns_a_traffic_light_that_no_product_expresses()
    {
        var game = Chicken.Game.AsMarkovGame();
        var light = Mediator.Of(game, (_, _) => [0, .5, .5, 0]);
        var model = new NeuralMediator(game, new() { FitSteps = 1000 }, new(4));
        model.Fit(ClonedDemonstrations.Draw(game, light, 4000, new(5)));
        Assert.InRange(TotalVariation.Of(light.At(0, 0), model.AsMediator().At(0, 0)), 0, 0.03);
        Assert.Throws<ForewarnException>(() => ProductPolicy.Imitating(game, light));
    }

    /// <summary>
    /// In a class that is one recommendation for all states, the log-loss of cloning sides with road A and weights with both.
    /// </summary>
    [Fact]
    public void In_a_class_too_small_weights_beat_cloning()
    {
        var game = Crossroads.Game(10, 0, 0.05);
        var expert = Crossroads.Expert(game);
        var shown = ClonedDemonstrations.Draw(game, expert, 1000, new(6));
        double cloning = Gap(game, new ClonedDemonstrations(shown), true, (_, _) => [1]);
        double malice = Gap(game, new ReweightedDemonstrations(game, shown, new ExactRatio()), true, (_, _) => [1]);
        output.WriteLine($"cloning {cloning:F3}, malice {malice:F3}");
        // Log-loss recommends blocking as often as the expert did, 5 %: (1 - b)(H - 1)(1 - .05).
        Assert.Equal(0.95 * 9 * 0.95, cloning, 0.15);
        Assert.True(malice < cloning - 2);
    }

    [Fact]
    public void What_is_not_covered_is_named_and_clipped_weights_are_counted()
    {
        var told = new List<string>();
        var expert = Crossroads.Expert(s_bare);
        var source = new ReweightedDemonstrations(s_bare, ClonedDemonstrations.Draw(s_bare, expert, 10, new(1)), new ExactRatio(), expert: expert, warn: told.Add);
        Assert.Contains("state 1", Assert.Single(told));
        Assert.Equal(told[0], source.Warning);
        var shown = ClonedDemonstrations.Draw(s_covered, Crossroads.Expert(s_covered), 300, new(1));
        var clipped = new ReweightedDemonstrations(s_covered, shown, new ExactRatio(), clip: 1);
        clipped.Round(Mediator.Uniform(s_covered), new(2));
        // A uniform learner's deviator leaves road A: every later place of road B is clipped, and at the start both ratios are about 1.
        Assert.InRange(clipped.Clipped, 0.4, 0.55);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Contains("widths", Refused(() => new NeuralMediator(s_bare, new() { Hidden = [0] }, new(1))));
        Assert.Contains("learning_rate", Refused(() => new NeuralMediator(s_bare, new() { LearningRate = double.NaN }, new(1))));
        Assert.Contains("step 1 in state 0", Refused(() => new NeuralMediator(s_bare, new(), new(1), (h, _) => h == 1 ? [float.NaN] : [1])));
        Assert.Contains("features", Refused(() => new NeuralMediator(s_bare, new(), new(1), (h, _) => new float[1 + h])));
        Assert.Contains("0 episodes", Refused(() => ClonedDemonstrations.Draw(s_bare, Crossroads.Expert(s_bare), 0, new(1))));
        Assert.Contains("clip", Refused(() => new ReweightedDemonstrations(s_bare, new(s_bare), new ExactRatio(), clip: 0)));
        Assert.Contains("episodes", Refused(() => new QueriedDeviations(s_bare, Crossroads.Expert(s_bare), 0)));

        static string Refused(Action make) => Assert.Throws<ForewarnException>(make).Message;
    }

    private static double Gap(MarkovGame game, IRecommendationSource source, bool neural, Func<int, int, float[]>? features = null)
    {
        IMediatorModel model = neural ? new NeuralMediator(game, new() { FitSteps = 100 }, new SeedStream(7), features) : new TabularMediator(game);
        var imitation = new SampledImitation(source, model, new SeedStream(8));
        for (int n = 0; n < 10; n++) imitation.Round();
        return RegretGap.Of(game, Crossroads.Expert(game), imitation.Best).Gap;
    }
}
