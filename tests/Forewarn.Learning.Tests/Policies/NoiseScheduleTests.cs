using CsCheck;
using Forewarn.Core;
using Forewarn.Learning.Policies;

namespace Forewarn.Learning.Tests.Policies;

public class NoiseScheduleTests
{
    [Fact]
    public void FollowsTheSquaredCosineByHand()
    {
        var schedule = new NoiseSchedule(2);
        Assert.Equal(1, schedule.SignalShare(0), 12);
        double middle = Math.Pow(Math.Cos(0.508 / 1.008 * Math.PI / 2), 2) / Math.Pow(Math.Cos(0.008 / 1.008 * Math.PI / 2), 2);
        Assert.Equal(middle, schedule.SignalShare(1), 12);
        Assert.Equal(1e-4, schedule.SignalShare(2), 12);
    }

    [Fact]
    public void SignalFallsAtEveryLevel() => Gen.Int[2, 150].Sample(levels =>
    {
        var shares = new NoiseSchedule(levels).SignalShares;
        return Enumerable.Range(1, levels).All(i => shares[i] < shares[i - 1] && shares[i] > 0);
    });

    [Fact]
    public void RefusesNoLevels() =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => new NoiseSchedule(0)).ExitCode);
}
