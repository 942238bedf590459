using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>One node in the graph and its endpoints. Disposing of it takes all of them out of the graph.</summary>
public interface IRawNode : IDisposable
{
    string Name { get; }

    /// <summary>Starts with <c>/</c>; <c>/</c> alone is the root.</summary>
    string Namespace { get; }

    /// <exception cref="Core.ForewarnException">The middleware refused; the message says why.</exception>
    IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos);

    IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler);

    /// <summary>The asking side of a service.</summary>
    IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply);

    /// <summary>The answering side of a service.</summary>
    IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest);
}
