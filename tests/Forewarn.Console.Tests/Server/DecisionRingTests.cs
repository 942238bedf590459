using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.Console.Tests;

public sealed class DecisionRingTests
{
    [Fact]
    public void The_last_are_kept_under_numbers_that_only_grow()
    {
        var ring = new DecisionRing(TimeProvider.System, 3);
        Assert.Equal((0, 0), (ring.First, ring.Last));
        for (int i = 0; i < 5; i++) ring.Append(Script.Decision(0), Script.Seen(0));
        Assert.Equal((3, 5), (ring.First, ring.Last));
        Assert.Equal([4, 5], ring.After(3).Select(d => d.Number));
        Assert.Null(ring.Find(2));
        Assert.Equal(4, ring.Find(4)!.Number);
    }

    [Fact]
    public void Large_pictures_are_bounded_too_and_the_newest_is_always_kept()
    {
        long one = (2 * 100 * 100 * 3) + (Script.Modes * Script.Steps * 5 * sizeof(float));
        var ring = new DecisionRing(TimeProvider.System, 100, 2 * one);
        for (int i = 0; i < 5; i++) ring.Append(Script.Decision(i), Script.Seen(i, size: 100));
        Assert.Equal([3L, 4L], ring.After(0).Select(d => d.Decision.Index));
        var tiny = new DecisionRing(TimeProvider.System, 100, 1);
        tiny.Append(Script.Decision(0), Script.Seen(0));
        tiny.Append(Script.Decision(1), Script.Seen(1));
        Assert.Equal(1, tiny.After(0).Single().Decision.Index);
    }

    [Fact]
    public void To_keep_none_is_an_error() => Assert.Throws<ForewarnException>(() => new DecisionRing(TimeProvider.System, 0));
}
