using Forewarn.Core;
using Forewarn.Learning.InverseRl.Replay;
using Forewarn.Learning.Reinforcement;
using Xunit;

namespace Forewarn.Learning.Tests.InverseRl.Replay;

public class HybridReplayTests
{
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(100_000, 0.15)]
    [InlineData(200_000, 0.1)]
    [InlineData(600_000, 0.055)]
    [InlineData(5_000_000, 0.01)]
    public void The_published_schedule_is_linear_between_its_knots(long steps, double share) =>
        Assert.Equal(share, HybridSchedule.Hopper.At(steps), 12);

    [Fact]
    public void A_batch_holds_the_wanted_share_of_the_expert_and_says_which()
    {
        var buffer = new ReplayBuffer(10, 1, 1);
        buffer.Add([-5], [-1], 0, [-6], true);
        var batch = new TransitionBatch(64, 1, 1) { Count = 64 };
        new HybridReplay(Line.Walks(4, 6), HybridSchedule.Constant(0.25)).Sample(batch, buffer, 0, new SeedStream(3));
        Assert.Equal(16, batch.FromExpert.ToArray().Sum());
        for (int i = 0; i < 64; i++) Assert.Equal(batch.FromExpert[i] == 1 ? 0.5f : -1f, batch.Actions[i]);
    }

    [Fact]
    public void Schedules_that_make_no_sense_are_refused()
    {
        Assert.Throws<ForewarnException>(new HybridSchedule([]).Validate);
        Assert.Throws<ForewarnException>(new HybridSchedule([(10, 0.1), (10, 0.2)]).Validate);
        Assert.Throws<ForewarnException>(HybridSchedule.Constant(double.NaN).Validate);
        HybridSchedule.Walker.Validate();
    }
}
