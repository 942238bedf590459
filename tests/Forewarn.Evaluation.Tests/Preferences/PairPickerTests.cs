using CsCheck;
using Forewarn.Core;
using Forewarn.Evaluation.Preferences;

namespace Forewarn.Evaluation.Tests.Preferences;

public sealed class PairPickerTests
{
    [Fact]
    public void Pairs_are_different_valid_and_as_many_as_there_are() =>
        Gen.Select(Gen.Double[0, 1].Array[0, 7], Gen.Int[1, 30], Gen.Bool, Gen.ULong).Sample((likelihood, wanted, likely, key) =>
        {
            var pairs = Pick(likelihood, wanted, likely ? PairPick.Likely : PairPick.Random, key);
            int possible = likelihood.Length * (likelihood.Length - 1) / 2;
            Assert.Equal(Math.Min(wanted, possible), pairs.Count);
            Assert.All(pairs, p => Assert.NotEqual(p.First, p.Second));
            Assert.Equal(pairs.Count, pairs.Select(p => (Math.Min(p.First, p.Second), Math.Max(p.First, p.Second))).Distinct().Count());
        });

    [Fact]
    public void Likely_pairs_are_those_on_which_the_verifier_sees_a_difference()
    {
        for (ulong key = 0; key < 50; key++)
        {
            var pairs = Pick([0.01, 0.99, 0.02, 0.01], 3, PairPick.Likely, key);
            Assert.All(pairs, p => Assert.True(p.First == 1 || p.Second == 1));
        }
    }

    [Fact]
    public void Plans_that_fit_equally_well_take_turns()
    {
        for (ulong key = 0; key < 50; key++)
        {
            var pairs = Pick([0.99, 0.99, 0.01, 0.01], 2, PairPick.Likely, key);
            Assert.Equal(4, pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct().Count());
        }
    }

    [Fact]
    public void Random_pairs_and_sides_do_not_depend_on_likelihoods()
    {
        var counts = new Dictionary<(int, int), int>();
        for (ulong key = 0; key < 3000; key++)
        {
            var pair = Assert.Single(Pick([0.99, 0.01, 0.5], 1, PairPick.Random, key));
            Assert.Equal(pair, Assert.Single(Pick([0.5, 0.5, 0.5], 1, PairPick.Random, key)));
            counts[pair] = counts.GetValueOrDefault(pair) + 1;
        }
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 400, 600));
    }

    [Fact]
    public void Equal_plans_are_no_pair() =>
        Assert.Empty(PairPicker.Pick([0.1, 0.9], 3, PairPick.Likely, (_, _) => true, new SeedStream(1)));

    private static IReadOnlyList<(int First, int Second)> Pick(double[] likelihood, int wanted, PairPick pick, ulong key) =>
        PairPicker.Pick(likelihood, wanted, pick, (_, _) => false, new SeedStream(key));
}
