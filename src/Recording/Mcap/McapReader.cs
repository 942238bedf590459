using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>
/// Reads an MCAP file: by its summary where that is whole, else by walking it, as after a crash. Holds a few chunks in
/// memory, not the file. What is broken is told in <see cref="Damages"/> and left out. One reading at a time.
/// </summary>
public sealed class McapReader : IDisposable
{
    private readonly RecordSource _source;
    private readonly McapLayout _layout;
    private readonly StretchLoader _loader;
    private readonly string _name;

    /// <param name="stream">Seekable; <see cref="Dispose"/> disposes it, and so does a failing constructor.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="ForewarnException">The bytes are no MCAP file.</exception>
    public McapReader(Stream stream, string name = "MCAP stream")
    {
        _name = name;
        _source = new RecordSource(stream);
        try
        {
            Span<byte> magic = stackalloc byte[8];
            if (!_source.TryRead(0, magic) || !magic.SequenceEqual(McapFormat.Magic))
            {
                throw ForewarnException.Of(
                    $"'{name}'", _source.Length == 0 ? "an empty file" : "other bytes than an MCAP file begins with", "an MCAP file",
                    "Check that the path names a recording.", ExitCode.Usage);
            }

            _layout = new McapLayout();
            IsIndexed = McapSummary.TryRead(_source, _layout);
            if (!IsIndexed)
            {
                var damages = _layout.Damages;
                _layout = new McapLayout();
                foreach (var damage in damages) _layout.Tell(damage.Offset, damage.What);
                new McapScan(_source, _layout).Walk();
            }

            _loader = new StretchLoader(_source, _layout);
            var stretches = _layout.Stretches;
            (StartTime, EndTime) = _layout.Times
                ?? (stretches.Count == 0 ? default : (stretches.Min(stretch => stretch.Start), stretches.Max(stretch => stretch.End)));
        }
        catch (IOException fault)
        {
            stream.Dispose();
            throw Unreadable(fault);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the summary told what the file holds; else the file was walked.</summary>
    public bool IsIndexed { get; }

    /// <summary>For ROS 2 <c>ros2</c>.</summary>
    public string Profile => _layout.Profile;

    /// <summary>Who wrote the file.</summary>
    public string Library => _layout.Library;

    public IReadOnlyCollection<McapSchema> Schemas => _layout.Schemas.Values;

    public IReadOnlyCollection<McapChannel> Channels => _layout.Channels.Values;

    public IReadOnlyList<McapMetadata> Metadata => _layout.Metadata;

    /// <summary>As the file says; messages in damaged chunks count until the damage has been met.</summary>
    public long MessageCount => _layout.MessageCount;

    /// <summary>Log times of the first and last message; 0 where there is none.</summary>
    public long StartTime { get; }

    public long EndTime { get; }

    /// <summary>What could not be read, as far as met: reading on may add to it.</summary>
    public IReadOnlyList<McapDamage> Damages => _layout.Damages;

    /// <exception cref="ForewarnException">There is no such file, or it is no MCAP file.</exception>
    public static McapReader Open(string path)
    {
        try
        {
            return new McapReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0), path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of(
                $"'{path}'", fault.Message.TrimEnd('.'), "a readable MCAP file", "Check the path.", ExitCode.Usage, fault);
        }
    }

    /// <summary>Messages of a channel by its number, as far as the file says.</summary>
    public long CountOf(ushort channel) => _layout.Counts.GetValueOrDefault(channel);

    /// <summary>Messages in log-time order; of equal times in the order of the file.</summary>
    /// <param name="topics">Null for all.</param>
    /// <param name="from">Earliest log time, inclusive, as is <paramref name="to"/>.</param>
    /// <exception cref="ForewarnException">The disk failed.</exception>
    public IEnumerable<McapMessage> Messages(
        IReadOnlySet<string>? topics = null, long from = long.MinValue, long to = long.MaxValue) =>
        TimeMerge.Merge(
            _layout.Stretches.Where(stretch => stretch.Start <= to && stretch.End >= from && Concerns(stretch, topics))
                .Select(stretch => (stretch.Start, MessagesOf(stretch, topics, from, to))),
            message => message.LogTime);

    /// <summary>The latest message of a topic at or before a log time; null where there is none. Its data stays valid.</summary>
    public McapMessage? LastBefore(string topic, long time)
    {
        var topics = new HashSet<string>(StringComparer.Ordinal) { topic };
        McapMessage? best = null;
        foreach (var stretch in _layout.Stretches.Where(stretch => stretch.Start <= time && Concerns(stretch, topics))
            .OrderByDescending(stretch => stretch.End))
        {
            // Chunks overlap a little in time: one that ends later may still lack the message.
            if (best is { } found && stretch.End < found.LogTime) break;
            using var loaded = Load(stretch);
            if (loaded is null) continue;
            int last = loaded.Entries.FindLastIndex(entry => entry.LogTime <= time && _layout.Channels[entry.Channel].Topic == topic);
            if (last < 0 || loaded.Entries[last].LogTime < best?.LogTime) continue;
            best = MessageAt(loaded, loaded.Entries[last]) with { Data = loaded.DataOf(loaded.Entries[last]).ToArray() };
        }

        return best;
    }

    public void Dispose() => _source.Dispose();

    private McapMessage MessageAt(LoadedStretch loaded, MessageEntry entry) =>
        new(_layout.Channels[entry.Channel], entry.Sequence, entry.LogTime, entry.PublishTime, loaded.DataOf(entry));

    private bool Concerns(McapStretch stretch, IReadOnlySet<string>? topics)
    {
        if (topics is null || stretch.Channels is null) return true;
        foreach (ushort channel in stretch.Channels)
            if (!_layout.Channels.TryGetValue(channel, out var known) || topics.Contains(known.Topic)) return true;
        return false;
    }

    private IEnumerable<McapMessage> MessagesOf(McapStretch stretch, IReadOnlySet<string>? topics, long from, long to)
    {
        using var loaded = Load(stretch);
        if (loaded is null) yield break;
        foreach (var entry in loaded.Entries)
        {
            if (entry.LogTime < from) continue;
            if (entry.LogTime > to) break;
            if (topics is null || topics.Contains(_layout.Channels[entry.Channel].Topic)) yield return MessageAt(loaded, entry);
        }
    }

    private LoadedStretch? Load(McapStretch stretch)
    {
        try
        {
            return _loader.Load(stretch);
        }
        catch (IOException fault)
        {
            throw Unreadable(fault);
        }
    }

    private ForewarnException Unreadable(Exception cause) => ForewarnException.Of(
        $"'{_name}'", cause.Message.TrimEnd('.'), "a disk that can be read", "Copy the file to another disk.",
        ExitCode.Environment, cause);
}
