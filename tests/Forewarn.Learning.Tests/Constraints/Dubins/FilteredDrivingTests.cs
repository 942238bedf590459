using Forewarn.Core;
using Forewarn.Learning.Constraints.Dubins;

namespace Forewarn.Learning.Tests.Constraints.Dubins;

public sealed class FilteredDrivingTests
{
    [Fact]
    public void Experts_never_enter_the_tube_and_do_as_wished_where_they_may()
    {
        foreach (var world in new[] { DubinsWorld.Sluggish, DubinsWorld.Agile })
        {
            var driving = FilteredDriving.Expert(world);
            var played = driving.Run(WishedTurns.All[1], 300, new SeedStream(3));
            Assert.Equal(0, driving.FailureShare(played));
            int asWished = 0;
            for (int i = 0; i < played.Count; i++)
            {
                var to = played.NextStates.Slice(4 * i, 4);
                Assert.True(world.Value([to[0], to[1], to[2]]) > 0);
                // A car in the box has the wish it acted on behind its state.
                if (played.Actions[i] == played.States[4 * i + 3]) asWished++;
            }
            Assert.InRange((double)asWished / played.Count, 0.6, 0.99);
            Assert.Equal(300, played.Starts.Count);
        }
    }

    [Fact]
    public void A_filter_by_the_failure_set_alone_fails()
    {
        var driving = FilteredDriving.FailureSet(DubinsWorld.Sluggish);
        Assert.InRange(driving.FailureShare(driving.Run(WishedTurns.All[1], 300, new SeedStream(3))), 0.01, 0.2);
    }

    /// <summary>The task for a policy search and the filtered play are the same world: the wish as action reproduces an unfiltered episode.</summary>
    [Fact]
    public void The_task_s_steps_and_rewards_are_those_of_the_play()
    {
        var world = DubinsWorld.Sluggish;
        var task = new DubinsTask(world, WishedTurns.All[4]);
        task.Reset(new SeedStream(6));
        double[] state = new double[4], next = new double[4], expected = new double[3];
        for (bool over = false; !over;)
        {
            task.Sense(state);
            Assert.Equal(4, state.Length);
            var result = task.Step([(float)state[3] * 0.5f]);
            task.Sense(next);
            world.Step(state.AsSpan(0, 3), (float)state[3] * 0.5f, expected);
            for (int d = 0; d < 3; d++) Assert.Equal(expected[d], next[d], 1e-9);
            Assert.Equal(-Math.Pow((float)state[3] * 0.5f - state[3], 2), result.Reward, 1e-9);
            Assert.Equal(DubinsWorld.HasLeft(next), result.Terminated);
            over = result.Terminated || result.Truncated;
        }
    }
}
