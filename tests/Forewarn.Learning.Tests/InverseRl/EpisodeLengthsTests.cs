using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.InverseRl;

namespace Forewarn.Learning.Tests.InverseRl;

public sealed class EpisodeLengthsTests
{
    [Fact]
    public void Early_ends_are_refused_unless_allowed()
    {
        var refusal = Assert.Throws<ForewarnException>(() => EpisodeLengths.Require("dac", "hopper", mayEndEarly: true, allowed: false));
        Assert.Contains("dac on hopper", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("sign alone", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        EpisodeLengths.Require("dac", "hopper", mayEndEarly: true, allowed: true);
        EpisodeLengths.Require("dac", "pendulum", mayEndEarly: false, allowed: false);
    }

    [Theory]
    [InlineData(new[] { 5, 5, 5 }, true)]
    [InlineData(new[] { 5, 5, 2 }, true)] // cut to a number of transitions
    [InlineData(new[] { 7 }, true)]
    [InlineData(new[] { 5, 4, 5 }, false)]
    [InlineData(new[] { 4, 4, 5 }, false)]
    public void Demonstrations_have_one_length(int[] lengths, bool fine)
    {
        int count = lengths.Sum();
        int[] starts = [.. lengths.Select((_, i) => lengths.Take(i).Sum())];
        var set = new TransitionSet(1, 1, new float[count], new float[count], new float[count], new float[count], new float[count], starts, []);
        if (fine) EpisodeLengths.Require("smiling", set, allowed: false);
        else
        {
            var refusal = Assert.Throws<ForewarnException>(() => EpisodeLengths.Require("smiling", set, allowed: false));
            Assert.Contains("4 to 5 steps", refusal.Message, StringComparison.Ordinal);
        }
        EpisodeLengths.Require("smiling", set, allowed: true);
    }
}
