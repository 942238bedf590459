using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Imitation.Tabular;
using Forewarn.Simulation.Worlds;

namespace Forewarn.Learning.Tests.Imitation.Tabular;

public sealed class PsdpTests
{
    [Fact]
    public void With_every_state_searched_it_is_the_optimum() => Gen.ULong.Sample(key =>
    {
        var world = new DrawnWorld(new SeedStream(key));
        double[] alike = [.. Enumerable.Repeat(1.0 / world.States, world.States)];
        double[][] everywhere = [.. Enumerable.Repeat(alike, world.Horizon)];
        var found = Psdp.Search(world, everywhere, [0, 1, 2]);
        Assert.Equal(Best(world, 0, world.Start), found.Value(), 1e-9);
    }, iter: 50);

    [Fact]
    public void Nowhere_searched_is_chance()
    {
        var world = new DrawnWorld(new SeedStream(3));
        double[][] nowhere = [.. Enumerable.Range(0, world.Horizon).Select(_ => new double[world.States])];
        Assert.Equal(TabularPolicy.Uniform(world, [0, 2]).Value(), Psdp.Search(world, nowhere, [0, 2]).Value(), 1e-12);
    }

    /// <summary>More states to search from never hurt when values are exact.</summary>
    [Fact]
    public void More_resets_are_no_worse_from_the_start() => Gen.Select(Gen.ULong, Gen.ULong).Sample((key, other) =>
    {
        var world = new DrawnWorld(new SeedStream(key));
        var draw = new SeedStream(other);
        double[] Some() => [.. Enumerable.Range(0, world.States).Select(_ => draw.NextDouble() < 0.3 ? 1.0 : 0)];
        double[][] few = [.. Enumerable.Range(0, world.Horizon).Select(_ => Some())];
        double[][] more = [.. few.Select(row => row.Select(p => p > 0 || draw.NextDouble() < 0.5 ? 1.0 : 0).ToArray())];
        Assert.True(Psdp.Search(world, more, [0, 1, 2]).Value() >= Psdp.Search(world, few, [0, 1, 2]).Value() - 1e-9);
    }, iter: 100);

    [Fact]
    public void Shares_of_visits_sum_to_one_and_values_agree_with_them()
    {
        var world = new TightropeOrBridge(6);
        var chance = TabularPolicy.Uniform(world, [0, 1, 2]);
        Assert.All(chance.Visits(), row => Assert.Equal(1, row.Sum(), 1e-12));
        // By hand: a third for each way, then a third to stay up: 1/3 (1 + .9) (1 + 1/3 + ..).
        Assert.Equal(1.9 / 3 * (1 - Math.Pow(1.0 / 3, 6)) / (2.0 / 3), chance.Value(), 1e-12);
    }

    [Fact]
    public void Cloning_copies_what_the_learner_has_and_guesses_the_rest()
    {
        var world = new TightropeOrBridge(4);
        var expert = TabularPolicy.Of(world, world.Expert);
        var clone = TabularCloning.Of(expert, TightropeOrBridge.LearnerActions);
        Assert.Equal([1, 0, 0], clone.At(0, world.Start).ToArray());
        Assert.Equal([0.5, 0.5, 0], clone.At(1, world.Rope(1)).ToArray());
        Assert.Equal([0.5, 0.5, 0], clone.At(1, world.Bridge(1)).ToArray());
        Assert.Equal(4, TabularCloning.Of(expert, [0, 1, 2]).Value(), 1e-12);
    }

    [Fact]
    public void Drawn_resets_hit_only_what_has_a_share_and_near_their_shares()
    {
        double[][] resets = [[0, 0.25, 0, 0.75, 0], [0, 1, 0, 0, 0]];
        double[][] drawn = TabularResets.Sampled(resets, 4000, new SeedStream(1));
        Assert.Equal(0.25, drawn[0][1], 0.03);
        Assert.Equal(0.75, drawn[0][3], 0.03);
        Assert.Equal(0, drawn[0][0] + drawn[0][2] + drawn[0][4]);
        Assert.Equal(1, drawn[1][1], 1e-9);
    }

    [Fact]
    public void Resets_that_do_not_fit_are_refused()
    {
        var world = new TightropeOrBridge(4);
        Assert.Throws<ForewarnException>(() => Psdp.Search(world, [[1.0]], [0]));
        Assert.Throws<ForewarnException>(() => Psdp.Search(world, [[1.0], [1.0], [1.0], [1.0]], [0]));
    }

    private static double Best(FiniteWorld world, int t, int state) => t == world.Horizon ? 0
        : Enumerable.Range(0, world.Actions).Max(a => world.Reward(state, a) + Best(world, t + 1, world.Next(state, a)));

    /// <summary>Random transitions and rewards.</summary>
    private sealed class DrawnWorld : FiniteWorld
    {
        private readonly int[] _next;
        private readonly double[] _rewards;

        public DrawnWorld(SeedStream seed) : base(6, 3, 4, 2)
        {
            _next = [.. Enumerable.Range(0, 18).Select(_ => seed.Next(6))];
            _rewards = [.. Enumerable.Range(0, 18).Select(_ => seed.Uniform(-1, 1))];
        }

        public override int Next(int state, int action) => _next[state * 3 + action];

        public override double Reward(int state, int action) => _rewards[state * 3 + action];
    }
}
