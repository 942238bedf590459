namespace Forewarn.Messages.Tests.Wire;

public sealed class AllocationTests
{
    [Theory]
    [MemberData(nameof(MessageSet.Data), MemberType = typeof(MessageSet))]
    public void Writing_and_reading_the_same_again_allocates_nothing(MessageCase type)
    {
        var writer = new CdrWriter();
        object sent = new MessageFiller(42).Fill(type.New()), received = type.New();
        void Exchange()
        {
            type.Write(sent, writer);
            Assert.True(type.Read(received, writer.Bytes));
        }

        for (int i = 0; i < 3; i++) Exchange();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) Exchange();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_shorter_sequence_keeps_the_memory_of_a_longer_one()
    {
        var one = new TrajectoryMsgs.JointTrajectory();
        var type = new TypedMessageCase<TrajectoryMsgs.JointTrajectory>();
        var writers = new[] { new CdrWriter(), new CdrWriter() };
        for (int i = 0; i < 2; i++)
        {
            var sent = new TrajectoryMsgs.JointTrajectory();
            for (int point = 0; point < 4 + 8 * i; point++) sent.Points.Add(new());
            foreach (var point in sent.Points.Span) point.Positions.Set([1, 2, 3]);
            type.Write(sent, writers[i]);
        }

        for (int i = 0; i < 2; i++) Assert.True(type.Read(one, writers[i].Bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) Assert.True(type.Read(one, writers[i % 2].Bytes));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(12, one.Points.Count);
    }
}
