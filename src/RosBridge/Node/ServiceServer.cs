using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Answers the requests of a service. Requests that do not decode are counted and get no answer.</summary>
public sealed class ServiceServer<TRequest, TResponse> : IReceiver, IDisposable
    where TRequest : class, IRosMessage<TRequest>, new()
    where TResponse : class, IRosMessage<TResponse>, new()
{
    private readonly TRequest _request = new();
    private readonly ReplySender<TResponse> _sender = new();
    private readonly ServiceHandler<TRequest, TResponse> _handler;
    private readonly IRawReplier _raw;
    private long _received, _malformed;

    internal ServiceServer(IRawNode node, string service, ServiceType type, ServiceHandler<TRequest, TResponse> handler)
    {
        _handler = handler;
        _sender.Replier = _raw = node.CreateReplier(service, type, Receive);
    }

    /// <summary>Resolved name of the service.</summary>
    public string Name => _raw.Service;

    public long Received => Volatile.Read(ref _received);

    public long Malformed => Volatile.Read(ref _malformed);

    public void Dispose() => _raw.Dispose();

    private void Receive(RequestId request, ReadOnlySpan<byte> cdr)
    {
        var reader = new CdrReader(cdr);
        _request.ReadFrom(ref reader);
        if (reader.Failed)
        {
            Interlocked.Increment(ref _malformed);
            return;
        }

        Interlocked.Increment(ref _received);
        _handler(_request, new(_sender, request));
    }
}
