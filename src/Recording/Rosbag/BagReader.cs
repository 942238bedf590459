using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>
/// Reads a rosbag2 bag, MCAP or sqlite3, whole or cut off, in one file or many, as one sequence in time. One reading at a
/// time.
/// </summary>
public sealed class BagReader : IDisposable
{
    private readonly List<(string Name, IBagFile File)> _files = [];
    private readonly List<BagDamage> _damages = [];
    private readonly Dictionary<string, BagTopic> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _metadata = new(StringComparer.Ordinal);

    private BagReader(BagFolder bag)
    {
        foreach (string path in bag.Files)
        {
            string name = Path.GetFileName(path);
            try
            {
                _files.Add((name, Path.GetExtension(path) == ".db3" ? new SqliteBagFile(path) : new McapBagFile(path)));
            }
            // One broken file of many costs its part.
            catch (ForewarnException fault) when (bag.Files.Count > 1)
            {
                _damages.Add(new(name, fault.Message));
            }
        }

        _damages.AddRange(bag.Damages);
        foreach (var (_, file) in _files)
        {
            foreach (var topic in file.Topics)
                _topics[topic.Name] = _topics.TryGetValue(topic.Name, out var known)
                    ? known with { MessageCount = known.MessageCount + topic.MessageCount }
                    : topic;
            foreach (var (name, values) in file.Metadata) _metadata[name] = values;
        }

        CustomData = bag.Metadata?.CustomData ?? new Dictionary<string, string>();
        var times = _files.Where(file => file.File.Topics.Any(topic => topic.MessageCount > 0)).Select(file => file.File).ToList();
        (StartTime, EndTime) = times.Count == 0 ? default : (times.Min(file => file.StartTime), times.Max(file => file.EndTime));
    }

    public IReadOnlyCollection<BagTopic> Topics => _topics.Values;

    public long MessageCount => _topics.Values.Sum(topic => topic.MessageCount);

    /// <summary>Log times of the first and last message, ns since the Unix epoch; 0 where there is none.</summary>
    public long StartTime { get; }

    public long EndTime { get; }

    /// <summary>Named maps of the files; of the same name, that of the last file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Metadata => _metadata;

    /// <summary>The <c>custom_data</c> of <c>metadata.yaml</c>.</summary>
    public IReadOnlyDictionary<string, string> CustomData { get; }

    /// <summary>What could not be read, as far as met: reading on may add to it.</summary>
    public IReadOnlyList<BagDamage> Damages =>
        [.. _damages, .. _files.SelectMany(file => file.File.Damages.Select(what => new BagDamage(file.Name, what)))];

    /// <param name="path">A bag folder, its <c>metadata.yaml</c>, an <c>.mcap</c> or a <c>.db3</c> file.</param>
    /// <exception cref="ForewarnException">Nothing of it can be read; the message says why.</exception>
    public static BagReader Open(string path)
    {
        var reader = new BagReader(BagFolder.At(path));
        if (reader._files.Count > 0) return reader;
        throw ForewarnException.Of(
            $"'{path}'", $"no readable file ({reader._damages[0]})", "a bag", "Copy the bag again from where it was recorded.",
            ExitCode.Usage);
    }

    /// <summary>The topic of a name; null where the bag has none.</summary>
    public BagTopic? Find(string topic) => _topics.GetValueOrDefault(topic);

    /// <summary>Messages in log-time order.</summary>
    /// <param name="topics">Null for all.</param>
    /// <param name="from">Earliest log time, inclusive, as is <paramref name="to"/>.</param>
    public IEnumerable<BagMessage> Messages(
        IReadOnlySet<string>? topics = null, long from = long.MinValue, long to = long.MaxValue) =>
        TimeMerge.Merge(
            _files.Where(file => file.File.StartTime <= to && file.File.EndTime >= from)
                .Select(file => (file.File.StartTime, file.File.Messages(topics, from, to))),
            message => message.LogTime)
        .Select(WithWholeTopic);

    /// <summary>The latest message of a topic at or before a log time; null where there is none. Its data stays valid.</summary>
    public BagMessage? LastBefore(string topic, long time)
    {
        BagMessage? best = null;
        foreach (var (_, file) in _files.Where(file => file.File.StartTime <= time))
            if (file.LastBefore(topic, time) is { } found && !(best?.LogTime > found.LogTime)) best = found;
        return best is { } message ? WithWholeTopic(message) : null;
    }

    public void Dispose()
    {
        foreach (var (_, file) in _files) file.Dispose();
    }

    private BagMessage WithWholeTopic(BagMessage message) =>
        _topics.TryGetValue(message.Topic.Name, out var topic) ? message with { Topic = topic } : message;
}
