using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Forewarn.RosBridge.Tests.Sensing;

public sealed class FeedTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly JointDescription[] Described =
        [.. Names.Select(n => new JointDescription(n, JointKind.Revolute, "base", n, [], [], [0, 0, 1], -9, 9, 1, null))];

    [Fact]
    public void Joints_are_found_by_name_in_any_order() => Gen.Shuffle(new[] { 0, 1, 2, 3 }).Sample(order =>
    {
        string[] all = ["a", "b", "c", "other"];
        double[] values = [1, 2, 3, 4];
        var snapshot = new JointSnapshot(3);
        var feed = new JointFeed(Described, snapshot);
        Assert.True(feed.Take([.. order.Select(i => all[i])], [.. order.Select(i => values[i])], [], 5));
        double[] positions = new double[3], velocities = new double[3];
        Assert.True(snapshot.TryRead(positions, velocities, out long received));
        Assert.Equal([1, 2, 3], positions);
        Assert.Equal(5, received);
    });

    [Fact]
    public void What_is_wrong_with_joint_states_is_told_apart_and_nothing_bad_gets_through()
    {
        var snapshot = new JointSnapshot(3);
        var feed = new JointFeed(Described, snapshot);
        Assert.True(feed.Take(Names, [1, 2, 3], [0, 0, 0], 10));
        Assert.False(feed.Take(["a", "c"], [1, 3], [], 11));
        Assert.Equal((SensorFault.Missing, "b"), (feed.Fault, feed.FaultyJoint));
        Assert.False(feed.Take(Names, [1, double.NaN, 3], [], 12));
        Assert.Equal((SensorFault.NotANumber, "b"), (feed.Fault, feed.FaultyJoint));
        Assert.False(feed.Take(Names, [1, 2, 3], [0, double.PositiveInfinity, 0], 12));
        Assert.False(feed.Take(Names, [1, 2, 1e300], [], 12));
        Assert.Equal((SensorFault.OutOfRange, "c"), (feed.Fault, feed.FaultyJoint));
        Assert.False(feed.Take(Names, [1, 2], [], 13));
        Assert.Equal(SensorFault.WrongSize, feed.Fault);
        Assert.False(feed.Take(Names, [9, 9, 9], [], 9));
        Assert.Equal(SensorFault.OutOfOrder, feed.Fault);
        var positions = new double[3];
        snapshot.TryRead(positions, new double[3], out _);
        Assert.Equal([1, 2, 3], positions);
        Assert.Equal((1, 6), (feed.Good, feed.Bad));
    }

    [Fact]
    public void A_picture_is_read_in_every_common_form()
    {
        byte[] Seen(string encoding, int step, params byte[] data)
        {
            var feed = Camera(out var time);
            feed.Take(encoding, 1, 2, step, data, time.GetTimestamp(), 0);
            Assert.Equal(SensorFault.None, feed.Fault);
            return feed.Frame().Rgb;
        }

        byte[] wanted = [1, 2, 3, 4, 5, 6];
        Assert.Equal(wanted, Seen("rgb8", 6, 1, 2, 3, 4, 5, 6));
        Assert.Equal(wanted, Seen("rgb8", 8, 1, 2, 3, 4, 5, 6, 99, 99));
        Assert.Equal(wanted, Seen("bgr8", 6, 3, 2, 1, 6, 5, 4));
        Assert.Equal(wanted, Seen("rgba8", 8, 1, 2, 3, 255, 4, 5, 6, 255));
        Assert.Equal(wanted, Seen("bgra8", 8, 3, 2, 1, 255, 6, 5, 4, 255));
        Assert.Equal([7, 7, 7, 8, 8, 8], Seen("mono8", 2, 7, 8));
    }

    [Fact]
    public void A_camera_is_blind_when_silent_of_wrong_size_or_frozen_while_the_arm_moves()
    {
        var feed = Camera(out var time);
        Assert.Equal(SensorFault.Silent, feed.Fault);
        byte[] picture = [1, 2, 3, 4, 5, 6];
        feed.Take("rgb8", 1, 2, 6, picture, time.GetTimestamp(), 0);
        Assert.Equal(SensorFault.None, feed.Fault);
        time.Advance(TimeSpan.FromMilliseconds(401));
        Assert.Equal(SensorFault.Silent, feed.Fault);
        feed.Take("rgb8", 2, 2, 6, new byte[12], time.GetTimestamp(), 0);
        Assert.Equal(SensorFault.WrongSize, feed.Fault);
        Assert.Contains("2x2 rgb8", feed.Found, StringComparison.Ordinal);
        feed.Take("yuv422", 1, 2, 4, new byte[4], time.GetTimestamp(), 0);
        Assert.Equal(SensorFault.WrongEncoding, feed.Fault);
        feed.Take("rgb8", 1, 2, 6, picture, time.GetTimestamp(), 0.1);
        Assert.Equal(SensorFault.None, feed.Fault);
        feed.Take("rgb8", 1, 2, 6, picture, time.GetTimestamp(), 0.5);
        Assert.Equal(SensorFault.Frozen, feed.Fault);
        feed.Take("rgb8", 1, 2, 6, [1, 2, 3, 4, 5, 7], time.GetTimestamp(), 0.6);
        Assert.Equal(SensorFault.None, feed.Fault);
    }

    [Fact]
    public void A_still_scene_is_no_frozen_camera()
    {
        var feed = Camera(out var time);
        for (int i = 0; i < 100; i++)
        {
            feed.Take("rgb8", 1, 2, 6, [1, 2, 3, 4, 5, 6], time.GetTimestamp(), 3);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.Equal((SensorFault.None, 100L), (feed.Fault, feed.Good));
    }

    [Fact]
    public void Receiving_allocates_nothing()
    {
        var feed = Camera(out var time);
        var joints = new JointFeed(Described, new JointSnapshot(3));
        byte[] picture = [1, 2, 3, 4, 5, 6];
        double[] values = [1, 2, 3];
        long now = time.GetTimestamp(), before = 0;
        for (int i = 0; i < 110; i++)
        {
            if (i == 10) before = GC.GetAllocatedBytesForCurrentThread();
            picture[0]++;
            feed.Take("rgb8", 1, 2, 6, picture, now, i);
            joints.Take(Names, values, values, now);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static CameraFeed Camera(out FakeTimeProvider time)
    {
        time = new();
        return new(new CameraFormat("front", 1, 2), new CameraFeedOptions { FrozenTravel = 0.3 }, time);
    }
}
