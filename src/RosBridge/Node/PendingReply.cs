using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>A request that waits for its answer. It may be kept and answered later, from any thread, once.</summary>
public readonly struct PendingReply<TResponse> where TResponse : class, IRosMessage<TResponse>, new()
{
    private readonly ReplySender<TResponse> _sender;
    private readonly RequestId _request;

    internal PendingReply(ReplySender<TResponse> sender, RequestId request) => (_sender, _request) = (sender, request);

    /// <returns>False when the asker is gone.</returns>
    public bool Send(TResponse response) => _sender.Send(_request, response);
}
