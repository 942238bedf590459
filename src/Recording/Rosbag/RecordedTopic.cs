using Forewarn.Messages;

namespace Forewarn.Recording;

/// <summary>What became of the messages of a topic; read at any time, from any thread.</summary>
public sealed class RecordedTopic
{
    private long _written, _dropped, _bytes;

    internal RecordedTopic(Topic topic) => Topic = topic;

    public Topic Topic { get; }

    /// <summary>Messages in the file, or on their way from the writing thread to the disk.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Messages that were lost: the disk was behind, or the recording has ended.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Bytes of the messages that were written.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    internal void CountWritten(int bytes)
    {
        Volatile.Write(ref _written, _written + 1);
        Volatile.Write(ref _bytes, _bytes + bytes);
    }

    internal void CountDropped() => Interlocked.Increment(ref _dropped);
}
