using Forewarn.Messages;
using ROS2;

namespace Forewarn.RosBridge.Rcldotnet;

internal sealed class RclSubscription<T> : IRawSubscription where T : class, IRosMessage, new()
{
    private readonly RcldotnetTransport _transport;
    private readonly RcldotnetNode _node;
    private readonly RclMessage<T> _messages;
    private readonly RawHandler _handler;
    private Subscription? _subscription;
    private volatile bool _closed;

    public RclSubscription(
        RcldotnetNode node, RcldotnetTransport transport, string topic, MessageType type, ROS2.QosProfile qos, RawHandler handler)
    {
        (_node, _transport, Topic, _messages, _handler) = (node, transport, topic, new(type), handler);
        transport.Later(() =>
        {
            if (!_closed) _subscription = node.Inner.CreateSubscription<T>(topic, Receive, qos);
        });
    }

    public string Topic { get; }

    public int MatchedCount => -1;

    public void Dispose()
    {
        _closed = true;
        // Off the list it is no longer waited for; rcl's part goes when it is collected.
        _transport.Later(() =>
        {
            if (_subscription is not null) _node.Inner.Subscriptions.Remove(_subscription);
        });
    }

    private void Receive(T message)
    {
        if (_closed || _node.IsClosed) return;
        _transport.Deliver(() => _handler(_messages.Write(message), default));
    }
}
