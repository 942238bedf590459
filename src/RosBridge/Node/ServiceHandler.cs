using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <param name="request">The server's one instance, read into again for the next request: copy what is to be kept.</param>
/// <param name="reply">Answers this request, now or later.</param>
public delegate void ServiceHandler<in TRequest, TResponse>(TRequest request, PendingReply<TResponse> reply)
    where TResponse : class, IRosMessage<TResponse>, new();
