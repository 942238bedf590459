using System.Text;
using System.Threading.Channels;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Appends every decision as one line of JSON to a file. Appending hands over a reference and returns; serializing and
/// writing happen on a background task. When the disk cannot follow, decisions are dropped and counted.
/// </summary>
public sealed class JsonLinesDecisionLog : IDecisionLog, IAsyncDisposable
{
    private readonly Channel<Decision> _pending;
    private readonly IReadOnlyDictionary<string, string> _models;
    private readonly StreamWriter _writer;
    private readonly Task _writing;
    private long _dropped;

    /// <param name="path">File to append to; its folder is created.</param>
    /// <param name="models">SHA-256 (hex) per model package.</param>
    /// <exception cref="ForewarnException">The file cannot be opened.</exception>
    public JsonLinesDecisionLog(string path, IReadOnlyDictionary<string, string> models, int capacity = 1024)
        : this(Open(path), models, capacity)
    {
    }

    internal JsonLinesDecisionLog(Stream stream, IReadOnlyDictionary<string, string> models, int capacity)
    {
        _models = models;
        _writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        _pending = Channel.CreateBounded<Decision>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Decisions lost because the queue was full, the disk failed or the log was closed.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Append(Decision decision, ObservationHistory history)
    {
        if (!_pending.Writer.TryWrite(decision)) Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is pending and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing;
        try
        {
            await _writer.DisposeAsync();
        }
        catch (IOException)
        {
            // The lines that did not fit on the disk are counted already.
        }
    }

    private async Task WriteAsync()
    {
        await foreach (Decision decision in _pending.Reader.ReadAllAsync())
        {
            try
            {
                await _writer.WriteLineAsync(DecisionRecord.Of(decision, _models).ToJson());
                // Flushed when the queue runs dry: a crash then loses at most what was under way.
                if (_pending.Reader.Count == 0) await _writer.FlushAsync();
            }
            catch (IOException)
            {
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"decision log '{path}'", e.Message, "a writable file", "Choose another path.",
                ExitCode.Environment, e);
        }
    }
}
