using Forewarn.Cli.Recordings;
using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;

namespace Forewarn.Cli.Tests;

public sealed class FanOutTapTests
{
    private static readonly Topic s_joints = new("/joint_states", JointState.Type, QosProfile.SensorData);
    private static readonly Topic s_camera = new("/front/image_raw", Image.Type, QosProfile.SensorData);

    [Fact]
    public void Every_taker_gets_every_message_under_its_own_number()
    {
        Notes first = new(numbersFrom: 0), second = new(numbersFrom: 7);
        IMessageTap tap = FanOutTap.Of(first, null, second)!;
        int joints = tap.Open(s_joints), camera = tap.Open(s_camera);
        Assert.Equal(joints, tap.Open(s_joints));
        Assert.True(tap.Take(camera, 5, 4, [1, 2]));
        second.IsFull = true;
        Assert.False(tap.Take(joints, 6, 6, [3]));
        Assert.False(tap.Take(99, 6, 6, [3]));
        Assert.Equal(["/front/image_raw 5 4 0102", "/joint_states 6 6 03"], first.Lines);
        Assert.Equal(["/front/image_raw 5 4 0102"], second.Lines);
    }

    [Fact]
    public void One_taker_is_itself_and_none_is_none()
    {
        var only = new Notes(0);
        Assert.Same(only, FanOutTap.Of(null, only));
        Assert.Null(FanOutTap.Of(null, null));
    }

    [Fact]
    public void Passing_a_message_allocates_nothing()
    {
        IMessageTap tap = FanOutTap.Of(new Deaf(), new Deaf())!;
        int joints = tap.Open(s_joints);
        byte[] bytes = new byte[10];
        tap.Take(joints, 1, 1, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) tap.Take(joints, i, i, bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Notes(int numbersFrom) : IMessageTap
    {
        private readonly List<string> _topics = [];

        public List<string> Lines { get; } = [];

        public bool IsFull { get; set; }

        public int Open(Topic topic)
        {
            _topics.Add(topic.Name);
            return _topics.Count - 1 + numbersFrom;
        }

        public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
        {
            if (IsFull) return false;
            Lines.Add($"{_topics[topic - numbersFrom]} {logTime} {publishTime} {Convert.ToHexString(cdr)}");
            return true;
        }
    }

    private sealed class Deaf : IMessageTap
    {
        public int Open(Topic topic) => 0;

        public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr) => true;
    }
}
