using Forewarn.Messages;
using Forewarn.RosBridge;

namespace Forewarn.Cli.Recordings;

/// <summary>Gives messages of one topic to a tap where no middleware carries them.</summary>
internal sealed class TapPublisher<T>(IMessageTap tap, string topic, QosProfile qos, TimeProvider time)
    where T : class, IRosMessage<T>, new()
{
    private readonly CdrWriter _writer = new();
    private readonly int _number = tap.Open(new Topic(topic, T.Type, qos));

    /// <returns>False when it was dropped.</returns>
    public bool Publish(T message)
    {
        _writer.Reset();
        message.WriteTo(_writer);
        long now = RosTime.Wall(time);
        return tap.Take(_number, now, now, _writer.Bytes);
    }
}
