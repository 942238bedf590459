using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.Recording;

/// <summary>
/// Writes a rosbag2 bag: a folder with <c>NAME_0.mcap</c> and, once closed, <c>metadata.yaml</c>. In the form of metadata
/// version 8, without rosbag2's own metadata record, which every release of rosbag2 takes for numbers in its quality of
/// service. Not thread-safe.
/// </summary>
public sealed class BagWriter : IDisposable
{
    /// <summary>Metadata record of the session.</summary>
    public const string SessionRecord = "forewarn";

    private readonly string _folder, _file;
    private readonly BagWriterOptions _options;
    private readonly McapWriter _writer;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ushort> _schemas = new(StringComparer.Ordinal);
    private readonly List<(Topic Topic, long Count)> _topics = [];
    private bool _isClosed;

    /// <param name="folder">Made here; its last part names the bag.</param>
    /// <exception cref="ForewarnException">There is something of that name already, or the place cannot be written.</exception>
    public BagWriter(string folder, BagWriterOptions? options = null)
        : this(folder, options, path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
    {
    }

    internal BagWriter(string folder, BagWriterOptions? options, Func<string, Stream> open)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _options = options ?? new();
        _file = Path.GetFileName(_folder) + "_0.mcap";
        if (File.Exists(_folder) || (Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any()))
        {
            throw ForewarnException.Of(
                $"'{folder}'", "something there already", "a name for a new bag",
                "Choose another name; recordings are never overwritten.", ExitCode.Usage);
        }

        Stream? stream = null;
        try
        {
            Directory.CreateDirectory(_folder);
            _writer = new McapWriter(stream = open(FilePath), _options.File);
            if (_options.Session.Count > 0) _writer.AddMetadata(SessionRecord, _options.Session);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            Discard();
            throw Unwritable(fault);
        }
    }

    /// <summary>The file of the messages.</summary>
    public string FilePath => Path.Combine(_folder, _file);

    public long MessageCount => _writer.MessageCount;

    public int TopicCount => _topics.Count;

    /// <summary>Bytes given to the operating system so far.</summary>
    public long Bytes => _writer.Position;

    /// <summary>Declares a topic; the same name again gives the same number.</summary>
    /// <returns>Number of the topic for <see cref="Write"/>.</returns>
    public int Open(Topic topic)
    {
        if (_numbers.TryGetValue(topic.Name, out int known)) return known;
        try
        {
            if (!_schemas.TryGetValue(topic.Type.Name, out ushort schema))
                _schemas[topic.Type.Name] = schema = _writer.AddSchema(topic.Type.Name, "ros2msg", topic.Type.Definition);
            int number = _writer.AddChannel(schema, topic.Name, "cdr", new Dictionary<string, string>
            {
                ["offered_qos_profiles"] = QosText.Of(topic.Qos),
                ["topic_type_hash"] = topic.Type.Hash,
            });
            _topics.Add((topic, 0));
            return _numbers[topic.Name] = number;
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }
    }

    /// <param name="logTime">ns since the Unix epoch, as is <paramref name="publishTime"/>.</param>
    /// <param name="cdr">Encapsulation header and body.</param>
    /// <exception cref="ForewarnException">The disk refused; nothing more can be written.</exception>
    public void Write(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
    {
        try
        {
            _writer.Write(checked((ushort)topic), 0, logTime, publishTime, cdr);
            _topics[topic] = (_topics[topic].Topic, _topics[topic].Count + 1);
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }
    }

    /// <summary>Adds a named map to the file.</summary>
    public void AddMetadata(string name, IReadOnlyDictionary<string, string> values)
    {
        try
        {
            _writer.AddMetadata(name, values);
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }
    }

    /// <summary>Hands everything so far to the operating system, in a form that can be read even if nothing follows.</summary>
    public void Flush()
    {
        try
        {
            _writer.Flush();
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }
    }

    /// <summary>Closes the file and writes <c>metadata.yaml</c>.</summary>
    /// <exception cref="ForewarnException">The disk refused; what was flushed before is intact.</exception>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        try
        {
            _writer.Dispose();
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }

        // After a refusal nobody knows how much of the file stands: readers find out from the file itself.
        if (!_writer.IsClosed) return;
        AtomicFile.WriteText(
            Path.Combine(_folder, BagMetadata.FileName),
            BagMetadata.Text(_file, _writer.StartTime, _writer.EndTime, _topics, _options.Session, _options.RosDistro));
    }

    // A recording that never began leaves nothing behind.
    private void Discard()
    {
        try
        {
            File.Delete(FilePath);
            Directory.Delete(_folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }

    private ForewarnException Unwritable(Exception cause) => AtomicFile.Unwritable(FilePath, cause);
}
