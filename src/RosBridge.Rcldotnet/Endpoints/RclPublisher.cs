using Forewarn.Messages;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

internal sealed class RclPublisher<T> : IRawPublisher where T : class, IRosMessage, new()
{
    private readonly RclMessage<T> _messages;
    private readonly ROS2.Publisher<T> _publisher;
    private readonly T _message = new();
    private readonly Lock _gate = new();
    private byte[] _joined = [];
    private bool _closed;

    public RclPublisher(RcldotnetNode node, string topic, MessageType type, ROS2.QosProfile qos)
    {
        (Topic, _messages) = (topic, new(type));
        _publisher = node.Inner.CreatePublisher<T>(topic, qos);
    }

    public string Topic { get; }

    public int MatchedCount => -1;

    public bool Send(ReadOnlySpan<byte> cdr)
    {
        lock (_gate)
        {
            if (_closed || !_messages.TryRead(cdr, _message)) return false;
            try
            {
                _publisher.Publish(_message);
                return true;
            }
            catch (Exception)
            {
                // rcldotnet has one exception for all that rcl refuses, and the caller asks only whether the sample went out.
                return false;
            }
        }
    }

    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        lock (_gate)
        {
            int length = head.Length + body.Length + tail.Length;
            if (_joined.Length < length) _joined = new byte[length];
            head.CopyTo(_joined);
            body.CopyTo(_joined.AsSpan(head.Length));
            tail.CopyTo(_joined.AsSpan(head.Length + body.Length));
            return Send(_joined.AsSpan(0, length));
        }
    }

    /// <summary>rcldotnet has no such call; each sample says "alive".</summary>
    public void AssertLiveliness()
    {
    }

    public void Dispose()
    {
        lock (_gate) _closed = true;
    }
}
