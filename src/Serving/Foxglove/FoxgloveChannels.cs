namespace Forewarn.Serving;

/// <summary>The channels of a server and what became of them, so that every client can follow at its own pace.</summary>
internal sealed class FoxgloveChannels
{
    private readonly FramePool _pool = new();
    private readonly Lock _opening = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(FoxgloveChannel Channel, bool IsOpened)> _changes = [];

    // Replaced as a whole when one is added.
    private FoxgloveChannel[] _all = [];

    /// <returns>Number of the channel; the same for the same topic.</returns>
    public int Open(FoxgloveTopic topic)
    {
        lock (_opening)
        {
            if (_numbers.TryGetValue(topic.Name, out int known) && _all[known].Topic == topic) return known;
            // Clients keep schemas by number: a topic of another type is another channel.
            if (_numbers.ContainsKey(topic.Name)) Close(known);
            var channel = new FoxgloveChannel((uint)_all.Length + 1, topic, _pool);
            _numbers[topic.Name] = _all.Length;
            _changes.Add((channel, true));
            Volatile.Write(ref _all, [.. _all, channel]);
            return _all.Length - 1;
        }
    }

    public void Close(int number)
    {
        lock (_opening)
        {
            if (number < 0 || number >= _all.Length || _all[number].IsClosed) return;
            FoxgloveChannel channel = _all[number];
            channel.Close();
            _numbers.Remove(channel.Topic.Name);
            _changes.Add((channel, false));
        }
    }

    public FoxgloveChannel? At(int number)
    {
        FoxgloveChannel[] all = Volatile.Read(ref _all);
        return (uint)number < (uint)all.Length ? all[number] : null;
    }

    /// <summary>The open channel of an id that a client names; null where there is none.</summary>
    public FoxgloveChannel? Find(uint id) => id is > 0 and <= int.MaxValue && At((int)id - 1) is { IsClosed: false } channel ? channel : null;

    /// <summary>What is to be told to a client that knows the first <paramref name="known"/> changes.</summary>
    /// <param name="known">Afterwards: all of them.</param>
    public (IReadOnlyList<FoxgloveChannel> Opened, IReadOnlyList<uint> Closed) Changes(ref int known)
    {
        lock (_opening)
        {
            if (known == _changes.Count) return ([], []);
            var fresh = _changes[known..];
            known = _changes.Count;
            var opened = fresh.Where(change => change.IsOpened).Select(change => change.Channel).ToHashSet();
            return ([.. opened.Where(channel => !channel.IsClosed)],
                [.. fresh.Where(change => !change.IsOpened && !opened.Contains(change.Channel)).Select(change => change.Channel.Id)]);
        }
    }
}
