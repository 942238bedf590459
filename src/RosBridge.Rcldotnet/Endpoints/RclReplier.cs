using Forewarn.Messages;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Answers requests at once: rcldotnet sends the response when the handler returns.</summary>
internal sealed class RclReplier<TService, TRequest, TResponse> : IRawReplier
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : class, IRosMessage, new()
    where TResponse : class, IRosMessage, new()
{
    private readonly RcldotnetTransport _transport;
    private readonly RcldotnetNode _node;
    private readonly RclMessage<TRequest> _requests;
    private readonly RclMessage<TResponse> _responses;
    private readonly RequestHandler _handler;
    private Service? _service;
    private TResponse? _open;
    private long _sequence;
    private volatile bool _closed;

    public RclReplier(RcldotnetNode node, RcldotnetTransport transport, string service, ServiceType type, RequestHandler handler)
    {
        (_node, _transport, Service, _handler) = (node, transport, service, handler);
        (_requests, _responses) = (new(type.Request), new(type.Response));
        transport.Later(() =>
        {
            if (!_closed) _service = node.Inner.CreateService<TService, TRequest, TResponse>(service, Receive);
        });
    }

    public string Service { get; }

    /// <summary>False unless called from the handler of that very request.</summary>
    public bool Reply(RequestId request, ReadOnlySpan<byte> cdr)
    {
        if (_open is null || request.Sequence != _sequence || !_responses.TryRead(cdr, _open)) return false;
        _open = null;
        return true;
    }

    public void Dispose()
    {
        _closed = true;
        _transport.Later(() =>
        {
            if (_service is not null) _node.Inner.Services.Remove(_service);
        });
    }

    private void Receive(TRequest request, TResponse response)
    {
        if (_closed || _node.IsClosed) throw new UnansweredException(Service);
        (_open, _sequence) = (response, _sequence + 1);
        _transport.Deliver(() => _handler(new RequestId(0, _sequence), _requests.Write(request)));
        bool isUnanswered = _open is not null;
        _open = null;
        if (isUnanswered) throw new UnansweredException(Service);
    }
}
