namespace Forewarn.Recording;

/// <summary>An MCAP file as part of a bag.</summary>
internal sealed class McapBagFile : IBagFile
{
    private readonly McapReader _reader;
    private readonly Dictionary<string, BagTopic> _topics;

    public McapBagFile(string path)
    {
        _reader = McapReader.Open(path);
        // Publishers with other settings on one topic have channels of their own.
        _topics = _reader.Channels.GroupBy(channel => channel.Topic, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => TopicOf([.. group]), StringComparer.Ordinal);
        Metadata = _reader.Metadata.GroupBy(metadata => metadata.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Values, StringComparer.Ordinal);
    }

    public IReadOnlyList<BagTopic> Topics => [.. _topics.Values];

    public long StartTime => _reader.StartTime;

    public long EndTime => _reader.EndTime;

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Metadata { get; }

    public IEnumerable<string> Damages => _reader.Damages.Select(damage => damage.ToString());

    public IEnumerable<BagMessage> Messages(IReadOnlySet<string>? topics, long from, long to) =>
        _reader.Messages(topics, from, to).Select(Convert);

    public BagMessage? LastBefore(string topic, long time) => _reader.LastBefore(topic, time) is { } message ? Convert(message) : null;

    public void Dispose() => _reader.Dispose();

    private BagMessage Convert(McapMessage message)
    {
        // A channel of a damaged file may come to light only while reading.
        if (!_topics.TryGetValue(message.Channel.Topic, out var topic))
            _topics[message.Channel.Topic] = topic = TopicOf([message.Channel]);
        return new(topic, message.LogTime, message.PublishTime, message.Data);
    }

    private BagTopic TopicOf(IReadOnlyList<McapChannel> channels)
    {
        var first = channels[0];
        return new(
            first.Topic, first.Schema?.Name ?? "", first.MessageEncoding, first.Schema?.Text ?? "", first.Schema?.Encoding ?? "",
            first.Metadata.GetValueOrDefault("offered_qos_profiles", ""), first.Metadata.GetValueOrDefault("topic_type_hash", ""),
            channels.Sum(channel => _reader.CountOf(channel.Id)));
    }
}
