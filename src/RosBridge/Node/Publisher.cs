using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Publishes messages of one type, from any thread, without allocating.</summary>
public sealed class Publisher<T> : IDisposable where T : class, IRosMessage<T>, new()
{
    private readonly CdrWriter _writer = new();
    private readonly Lock _gate = new();

    internal Publisher(IRawPublisher raw) => Raw = raw;

    /// <summary>Resolved name.</summary>
    public string Topic => Raw.Topic;

    public int MatchedCount => Raw.MatchedCount;

    /// <summary>For payloads that are serialized already or lie in several parts.</summary>
    public IRawPublisher Raw { get; }

    /// <returns>See <see cref="IRawPublisher.Send(ReadOnlySpan{byte})"/>.</returns>
    public bool Publish(T message)
    {
        lock (_gate)
        {
            _writer.Reset();
            message.WriteTo(_writer);
            return Raw.Send(_writer.Bytes);
        }
    }

    public void Dispose() => Raw.Dispose();
}
