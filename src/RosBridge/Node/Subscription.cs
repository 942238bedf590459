using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>
/// Receives messages of one type into one instance, without allocating once every part has been seen. Payloads that do
/// not decode are counted and dropped.
/// </summary>
public sealed class Subscription<T> : IReceiver, IDisposable where T : class, IRosMessage<T>, new()
{
    private readonly T _message = new();
    private readonly MessageHandler<T> _handler;
    private readonly IRawSubscription _raw;
    private long _received, _malformed;

    internal Subscription(IRawNode node, string topic, QosProfile qos, MessageHandler<T> handler)
    {
        _handler = handler;
        _raw = node.CreateSubscription(topic, T.Type, qos, Receive);
    }

    /// <summary>Resolved name of the topic.</summary>
    public string Name => _raw.Topic;

    public long Received => Volatile.Read(ref _received);

    public long Malformed => Volatile.Read(ref _malformed);

    public int MatchedCount => _raw.MatchedCount;

    public void Dispose() => _raw.Dispose();

    private void Receive(ReadOnlySpan<byte> cdr, in MessageInfo info)
    {
        var reader = new CdrReader(cdr);
        _message.ReadFrom(ref reader);
        if (reader.Failed)
        {
            Interlocked.Increment(ref _malformed);
            return;
        }

        Interlocked.Increment(ref _received);
        _handler(_message, in info);
    }
}
