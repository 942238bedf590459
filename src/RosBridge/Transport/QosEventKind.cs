namespace Forewarn.RosBridge;

/// <summary>Quality-of-service events that a transport reports.</summary>
public enum QosEventKind
{
    /// <summary>A publisher and a subscription of one topic do not go together.</summary>
    IncompatibleQos,

    /// <summary>A publisher did not publish, or a subscription did not receive, within its deadline.</summary>
    DeadlineMissed,

    /// <summary>An own publisher did not assert its liveliness in time.</summary>
    LivelinessLost,

    /// <summary>A publisher of a subscribed topic died or came back.</summary>
    LivelinessChanged,

    /// <summary>A peer on a topic or service cannot be understood: another type, or services done another way.</summary>
    IncompatiblePeer,

    /// <summary>An own publisher or service is missing: the transport cannot carry its type.</summary>
    NotOnTransport,
}
