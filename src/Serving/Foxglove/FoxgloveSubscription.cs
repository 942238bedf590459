namespace Forewarn.Serving;

/// <summary>A client's wish to get the messages of a channel.</summary>
/// <param name="id">Chosen by the client; messages carry it.</param>
internal sealed class FoxgloveSubscription(uint id, FoxgloveChannel channel, FoxgloveClient client)
{
    private volatile bool _isOver;
    private long _sent;

    public uint Id => id;

    public FoxgloveChannel Channel => channel;

    public FoxgloveClient Client => client;

    public bool IsActive => !_isOver;

    /// <summary>What is still queued when a subscription ends is not sent.</summary>
    public void End() => _isOver = true;

    /// <summary>Whether a queued message is still wanted; only the sending side asks.</summary>
    public bool Wants(SharedFrame frame)
    {
        if (_isOver) return false;
        // A kept message can reach a new subscriber twice, and behind a newer one.
        if (channel.Topic.IsLatched && frame.Order <= _sent) return false;
        _sent = frame.Order;
        return true;
    }
}
