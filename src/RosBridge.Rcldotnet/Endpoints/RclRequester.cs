using Forewarn.Core;
using Forewarn.Messages;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

internal sealed class RclRequester<TService, TRequest, TResponse> : IRawRequester
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : class, IRosMessage, new()
    where TResponse : class, IRosMessage, new()
{
    private readonly RcldotnetTransport _transport;
    private readonly RcldotnetNode _node;
    private readonly RclMessage<TRequest> _requests;
    private readonly RclMessage<TResponse> _responses;
    private readonly ReplyHandler _handler;
    private Client<TService, TRequest, TResponse>? _client;
    private long _sequence;
    private volatile bool _closed;

    public RclRequester(RcldotnetNode node, RcldotnetTransport transport, string service, ServiceType type, ReplyHandler handler)
    {
        (_node, _transport, Service, _handler) = (node, transport, service, handler);
        (_requests, _responses) = (new(type.Request), new(type.Response));
        transport.Later(() =>
        {
            if (!_closed) _client = node.Inner.CreateClient<TService, TRequest, TResponse>(service);
        });
    }

    public string Service { get; }

    public bool IsReady => _client is { } client && !_closed && client.ServiceIsReady();

    /// <exception cref="ForewarnException">The bytes are no request of this service.</exception>
    public long Send(ReadOnlySpan<byte> cdr)
    {
        var request = new TRequest();
        if (!_requests.TryRead(cdr, request))
            throw ForewarnException.Of($"request to {Service}", $"{cdr.Length} bytes that do not decode", typeof(TRequest).FullName!,
                "Serialize the request of this service.");
        long sequence = ++_sequence;
        _transport.Later(() => _ = Await(sequence, request));
        return sequence;
    }

    public void Dispose()
    {
        _closed = true;
        _transport.Later(() =>
        {
            if (_client is not null) _node.Inner.Clients.Remove(_client);
        });
    }

    private Task Await(long sequence, TRequest request) => _client is null
        ? Task.CompletedTask
        // Completed inside a spin; the handler runs behind it, where it may make and remove endpoints.
        : _client.SendRequestAsync(request).ContinueWith(
            answered => _transport.Later(() => Take(sequence, answered.Result)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);

    private void Take(long sequence, TResponse response)
    {
        if (!_closed && !_node.IsClosed) _transport.Deliver(() => _handler(sequence, _responses.Write(response)));
    }
}
