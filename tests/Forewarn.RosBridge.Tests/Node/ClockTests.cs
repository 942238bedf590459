using Forewarn.Messages;
using Forewarn.Messages.BuiltinInterfaces;
using Forewarn.Messages.RosgraphMsgs;

namespace Forewarn.RosBridge.Tests.Node;

public sealed class ClockTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void Without_sim_time_the_clock_is_the_systems()
    {
        var node = _bench.Node("a");
        long start = (new DateTime(2025, 3, 1, 12, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks * 100;
        Assert.Equal(start, node.Clock.Nanoseconds);
        _bench.Pass(1500);
        Assert.Equal(start + 1_500_000_000, node.Clock.Nanoseconds);
        var stamp = new Time();
        node.Clock.Stamp(stamp);
        Assert.Equal((start / 1_000_000_000 + 1, 500_000_000u), (stamp.Sec, stamp.Nanosec));
    }

    [Fact]
    public void Sim_time_comes_from_the_topic_and_backward_jumps_are_reported()
    {
        var node = _bench.Node("a", "-p", "use_sim_time:=true");
        var clock = _bench.Node("simulator").CreatePublisher<Clock>("/clock", QosProfile.Clock);
        var jumps = new List<TimeSpan>();
        node.Clock.JumpedBack += jumps.Add;
        Assert.Equal((true, 0), (node.Clock.UsesSimTime, node.Clock.Nanoseconds));
        foreach (int seconds in (int[])[5, 6, 6, 2, 3])
        {
            clock.Publish(new() { ClockValue = { Sec = seconds, Nanosec = 7 } });
            _bench.Pass(10);
            Assert.Equal(seconds * 1_000_000_000L + 7, node.Clock.Nanoseconds);
        }

        Assert.Equal([TimeSpan.FromSeconds(4)], jumps);
        Assert.Equal(1, node.Clock.BackwardJumps);
    }

    [Fact]
    public void The_parameter_switches_at_run_time()
    {
        var node = _bench.Node("a");
        var graph = node.Executor.Transport.Graph;
        Assert.Equal(0, graph.CountSubscriptions("/clock"));
        Assert.Null(node.Parameters.Set(new NamedValue("use_sim_time", true)));
        Assert.Equal((true, 1), (node.Clock.UsesSimTime, graph.CountSubscriptions("/clock")));
        Assert.Null(node.Parameters.Set(new NamedValue("use_sim_time", false)));
        Assert.Equal((false, 0), (node.Clock.UsesSimTime, graph.CountSubscriptions("/clock")));
        Assert.True(node.Clock.Nanoseconds > 0);
    }

    [Theory]
    [InlineData(-5, 0, 0)]
    [InlineData(1_999_999_999, 1, 999_999_999)]
    [InlineData(long.MaxValue, int.MaxValue, 999_999_999)]
    public void Stamps_hold_what_a_message_can(long nanoseconds, int seconds, uint rest)
    {
        var stamp = new Time();
        RosTime.Write(stamp, nanoseconds);
        Assert.Equal((seconds, rest), (stamp.Sec, stamp.Nanosec));
    }
}
