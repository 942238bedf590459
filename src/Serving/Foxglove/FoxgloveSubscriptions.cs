using System.Text.Json;

namespace Forewarn.Serving;

/// <summary>What one client listens to: at most one subscription for each channel, so that nobody can pile them up.</summary>
internal sealed class FoxgloveSubscriptions(FoxgloveClient client, FoxgloveChannels channels)
{
    private readonly Dictionary<uint, FoxgloveSubscription> _byId = [];
    private readonly Dictionary<uint, FoxgloveSubscription> _byChannel = [];

    /// <returns>Whether something was subscribed to.</returns>
    public bool Subscribe(JsonElement request)
    {
        int before = _byId.Count;
        foreach (JsonElement wanted in request.GetProperty("subscriptions").EnumerateArray())
            Subscribe(wanted.GetProperty("id").GetUInt32(), wanted.GetProperty("channelId").GetUInt32());
        return _byId.Count > before;
    }

    public void Unsubscribe(JsonElement request)
    {
        foreach (JsonElement id in request.GetProperty("subscriptionIds").EnumerateArray())
            if (_byId.TryGetValue(id.GetUInt32(), out FoxgloveSubscription? subscription)) End(subscription);
    }

    public void EndAll()
    {
        foreach (FoxgloveSubscription subscription in _byId.Values.ToArray()) End(subscription);
    }

    private void Subscribe(uint id, uint channelId)
    {
        if (channels.Find(channelId) is not { } channel)
        {
            client.Say(FoxgloveStatus.Error, $"Unknown channel ID: {channelId}");
            return;
        }
        if (_byChannel.ContainsKey(channelId))
        {
            client.Say(FoxgloveStatus.Warning, $"Client is already subscribed to channel: {channelId}; ignoring subscription");
            return;
        }
        // The channel of a subscription may have been closed meanwhile; then its id is free.
        if (_byId.TryGetValue(id, out FoxgloveSubscription? old))
        {
            if (old.IsActive)
            {
                client.Say(FoxgloveStatus.Error, $"Subscription ID was already used: {id}; ignoring subscription");
                return;
            }
            End(old);
        }
        var subscription = new FoxgloveSubscription(id, channel, client);
        (_byId[id], _byChannel[channelId]) = (subscription, subscription);
        if (!channel.Add(subscription)) End(subscription);
    }

    private void End(FoxgloveSubscription subscription)
    {
        subscription.End();
        subscription.Channel.Remove(subscription);
        _byId.Remove(subscription.Id);
        _byChannel.Remove(subscription.Channel.Id);
    }
}
