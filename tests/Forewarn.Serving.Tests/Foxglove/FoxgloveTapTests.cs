namespace Forewarn.Serving.Tests;

/// <summary>What passing a message costs whoever passes it.</summary>
[Collection(MemoryCollection.Name)]
public sealed class FoxgloveTapTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Passing_a_message_allocates_nothing(bool isSubscribed)
    {
        var rig = new ClientRig(new FoxgloveServerOptions { QueueMessages = 16 });
        if (isSubscribed)
        {
            rig.Subscribe(0, rig.Joints);
            rig.Subscribe(1, rig.Decisions);
        }
        byte[] joints = RobotTopics.JointState(), decision = RobotTopics.OneDecision();
        Pass(1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass(10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pass(int count)
        {
            for (int i = 0; i < count; i++)
            {
                rig.Server.Take(rig.Joints, i, i, joints);
                rig.Server.Take(rig.Decisions, i, i, decision);
            }
        }
    }

    [Fact]
    public void A_client_that_does_not_read_has_the_newest_messages_within_its_bounds_and_is_told_of_the_others()
    {
        var rig = new ClientRig(new FoxgloveServerOptions { QueueMessages = 1024, QueueBytes = 1000 });
        rig.Frames();
        rig.Subscribe(0, rig.Joints);
        byte[] message = new byte[100];
        for (int i = 0; i < 500; i++)
        {
            rig.Server.Take(rig.Joints, i, i, message);
            Assert.InRange(rig.Client.Outbox.Bytes, 1, 1000);
        }
        Assert.Equal(490, rig.Client.Outbox.Dropped);
        var (level, text) = Assert.Single(rig.Statuses());
        Assert.Equal(1, level);
        Assert.Contains("490 messages were dropped", text, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(490, 10).Select(i => (long)i), rig.Messages().Select(one => one.Time));
        Assert.Empty(rig.Statuses());

        // One that is larger than all the room is still shown, alone.
        rig.Server.Take(rig.Joints, 1, 1, message);
        rig.Server.Take(rig.Joints, 2, 2, new byte[5000]);
        Assert.Equal(2, Assert.Single(rig.Messages()).Time);
        Assert.Equal(491, rig.Server.Dropped);
    }

    [Fact]
    public void Messages_from_many_threads_arrive_once_each_or_are_counted()
    {
        const int Threads = 4, Each = 5000;
        var rig = new ClientRig(new FoxgloveServerOptions { QueueMessages = 64 });
        rig.Subscribe(0, rig.Joints);
        int got = 0;
        bool isOver = false;
        var reader = new Thread(() =>
        {
            while (!Volatile.Read(ref isOver)) got += Whole();
            got += Whole();
        });
        Thread[] writers = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            byte[] message = [.. Enumerable.Repeat((byte)t, 200)];
            for (int i = 0; i < Each; i++) rig.Server.Take(rig.Joints, i, i, message);
        }))];
        reader.Start();
        foreach (Thread writer in writers) writer.Start();
        foreach (Thread writer in writers) writer.Join();
        Volatile.Write(ref isOver, true);
        reader.Join();
        Assert.Equal(Threads * Each, got + rig.Client.Outbox.Dropped);
        Assert.Equal(0, rig.Client.Outbox.Bytes);

        int Whole()
        {
            var messages = rig.Messages();
            foreach (var (_, _, bytes) in messages) Assert.All(bytes, value => Assert.Equal(bytes[0], value));
            return messages.Count;
        }
    }
}
