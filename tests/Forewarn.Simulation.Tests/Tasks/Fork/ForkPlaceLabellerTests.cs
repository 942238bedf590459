using CsCheck;
using Forewarn.Core;
using Forewarn.Simulation.Tasks.Fork;

namespace Forewarn.Simulation.Tests.Tasks.Fork;

/// <summary>Labels from contacts and poses by hand, no physics: substeps of 10 ms.</summary>
public class ForkPlaceLabellerTests
{
    private static readonly ForkContact Grip = new(true, true, false, true, false, false);
    private static readonly ForkContact Free = default;
    private static readonly ForkContact OnTable = new(false, false, false, false, false, true);

    [Theory]
    [InlineData(0.03, "left")]
    [InlineData(0.019, "left")]
    [InlineData(0.017, "center")]
    [InlineData(0, "center")]
    [InlineData(-0.017, "center")]
    [InlineData(-0.019, "right")]
    public void AForkInTheBowlLiesWhereItsCenterIs(double across, string outcome)
    {
        var labeller = Carried(0.05);
        Repeat(labeller, Free, 50, At(0.01, across, 0.02));
        Assert.True(labeller.Placed);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(0.091, 0, 0.02)] // beyond the rim
    [InlineData(0.07, 0.06, 0.02)]
    [InlineData(0, 0, 0.08)] // above the bowl
    public void WhatIsNotInTheBowlIsOutside(double along, double across, double above)
    {
        var labeller = Carried(0.05);
        Repeat(labeller, Free, 60, At(along, across, above));
        Assert.False(labeller.Placed);
        Assert.Equal("outside", labeller.Label().Outcome);
    }

    [Fact]
    public void AForkThatTouchesTheTableOrTheFingersIsNotInTheBowl()
    {
        var labeller = Carried(0.05);
        Repeat(labeller, OnTable, 60, At(0.05, 0, 0.02));
        Assert.Equal("outside", labeller.Label().Outcome);
        labeller = Carried(0.05);
        Repeat(labeller, Grip, 60, At(0, 0, 0.02));
        Assert.Equal("outside", labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(49, "outside")] // ten to count as let go, forty at rest
    [InlineData(50, "center")]
    public void RestTakesTime(int substeps, string outcome)
    {
        var labeller = Carried(0.05);
        Repeat(labeller, Free, substeps - 1, At(0, 0, 0.02));
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(0.041, 0, true)]
    [InlineData(0.039, 0, false)]
    [InlineData(0, 0.36, true)]
    [InlineData(0, 0.34, false)]
    public void AnUpsetBowlCountsWhateverLiesInIt(double moved, double tilt, bool upset)
    {
        var labeller = Carried(0.05);
        Repeat(labeller, Free, 60, new(0, 0, 0.02, moved, 0, tilt));
        Assert.Equal(upset ? "tipped" : "center", labeller.Label().Outcome);
        Assert.Equal(!upset, labeller.Placed);
    }

    [Fact]
    public void ABowlThatRocksAndStandsAgainIsNotUpset()
    {
        var labeller = Carried(0.05);
        Repeat(labeller, Free, 30, new(0, 0, 0.02, 0, 0, 0.5));
        Repeat(labeller, Free, 50, At(0, 0, 0.02));
        Assert.Equal("center", labeller.Label().Outcome);
    }

    [Theory]
    [InlineData(0.05, "low", "outside")]
    [InlineData(0.1, "high", "outside")]
    [InlineData(0.2, "high", "dropped")]
    public void HeightIsThatOfTheForkWhenItWasLetGo(double from, string height, string outcome)
    {
        var labeller = Carried(from);
        Repeat(labeller, Free, 12, At(0.2, 0, from));
        Repeat(labeller, Grip, 2, At(0.2, 0, 0.03)); // fingers that brush along it on their way up do not hold it again
        Repeat(labeller, OnTable, 60, At(0.2, 0, 0));
        Assert.Equal(height, labeller.Label()["height"]);
        Assert.Equal(outcome, labeller.Label().Outcome);
    }

    [Fact]
    public void SpeedIsThatOfTheWayDownUntilTheForkIsLetGo()
    {
        var labeller = Started();
        for (int i = 0; i < 50; i++) labeller.Observe(Grip, At(0, 0, 0.1), 0.2 - 0.002 * i, 0.01);
        Assert.Equal("slow", labeller.Label()["speed"]);
        Repeat(labeller, Free, 20, At(0, 0, 0.1));
        for (int i = 0; i < 20; i++) labeller.Observe(Free, At(0, 0, 0.02), 0.2 - 0.005 * i, 0.01);
        Assert.Equal("slow", labeller.Label()["speed"]);
        labeller = Started();
        for (int i = 0; i < 30; i++) labeller.Observe(Grip, At(0, 0, 0.1), 0.2 - 0.003 * i, 0.01);
        Assert.Equal("fast", labeller.Label()["speed"]);
    }

    [Fact]
    public void ASavedLabellerContinuesAsTheOneItWasSavedFrom()
    {
        var seen = new HashSet<string>();
        Gen.Select(Gen.ULong, Gen.Int[0, 150]).Sample((seed, split) =>
        {
            ForkPlaceLabeller whole = Started(), other = new();
            var stream = new SeedStream(seed);
            int at = 0;
            for (int stretch = 0; stretch < 6; stretch++)
            {
                var contact = stretch == 0 ? Grip : stream.Next(3) switch { 0 => Free, 1 => OnTable, _ => stream.Next(2) == 0 ? Grip : Free };
                var where = new ForkInBowl(stream.Uniform(-0.05, 0.05), stream.Uniform(-0.06, 0.06), stream.Uniform(0, 0.2),
                    stream.Next(5) == 0 ? 0.05 : 0, 0, 0);
                double tool = stream.Uniform(0.05, 0.2);
                for (int k = stream.Next(70); k >= 0; k--, at++)
                {
                    if (at == split) LabellerBytes.Copy(whole.Save, other.Load);
                    whole.Observe(contact, where, tool, 0.01);
                    if (at < split) continue;
                    other.Observe(contact, where, tool, 0.01);
                    Assert.Equal(whole.Label(), other.Label());
                }
            }
            if (at > split) Assert.Equal(LabellerBytes.Of(whole.Save), LabellerBytes.Of(other.Save));
            seen.Add(whole.Label().Outcome);
        }, iter: 2000, threads: 1);
        // The episodes must reach every label, or equal ones would say little.
        Assert.Equal(["center", "dropped", "left", "outside", "right", "tipped"], seen.Order());
    }

    private static ForkInBowl At(double along, double across, double above) => new(along, across, above, 0, 0, 0);

    private static ForkPlaceLabeller Started()
    {
        var labeller = new ForkPlaceLabeller();
        labeller.Start(0, 0);
        return labeller;
    }

    /// <summary>A fork that is in the hand, its feet <paramref name="above"/> meters over the bowl's.</summary>
    private static ForkPlaceLabeller Carried(double above)
    {
        var labeller = Started();
        Repeat(labeller, Grip, 30, At(0, 0, above));
        return labeller;
    }

    private static void Repeat(ForkPlaceLabeller labeller, ForkContact contact, int substeps, ForkInBowl where)
    {
        for (int i = 0; i < substeps; i++) labeller.Observe(contact, where, 0.1, 0.01);
    }
}
