using System.Globalization;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.Recording;

/// <summary>
/// Records messages into a bag as they pass. <see cref="Take"/> copies into a ring and returns; a thread of its own writes.
/// A full ring drops, counted per topic. A disk that fails ends the recording and nothing else.
/// </summary>
public sealed class BagRecorder : IMessageTap, IDisposable
{
    /// <summary>Metadata record written at the end: topic names and how many of their messages were dropped.</summary>
    public const string DroppedRecord = "forewarn_dropped";

    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(20), s_patience = TimeSpan.FromSeconds(2);

    private readonly BagWriter _bag;
    private readonly MessageRing _ring;
    private readonly TimeProvider _time;
    private readonly TimeSpan _flushInterval;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Lock _opening = new();
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    // Replaced as a whole when a topic is opened.
    private RecordedTopic[] _topics = [];
    private byte[] _scratch = [];
    private string? _failure;
    private int _isWoken, _takers;
    private bool _isEnding, _isOver;

    /// <param name="folder">Made here; its last part names the bag.</param>
    /// <exception cref="ForewarnException">There is something of that name already, or the place cannot be written.</exception>
    public BagRecorder(string folder, TimeProvider time, BagRecorderOptions? options = null)
        : this(new BagWriter(folder, options?.Bag), time, options)
    {
    }

    internal BagRecorder(BagWriter bag, TimeProvider time, BagRecorderOptions? options = null)
    {
        options ??= new();
        (_bag, _time, _flushInterval) = (bag, time, options.FlushInterval);
        _ring = new MessageRing(options.RingBytes);
        _thread = new Thread(Run) { IsBackground = true, Name = "forewarn recording" };
        _thread.Start();
    }

    /// <summary>Raised once, on the writing thread, when the disk fails; handlers must not throw.</summary>
    public event Action<string>? Failed;

    /// <summary>Why the recording ended by itself; null while it goes on.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>The file of the messages.</summary>
    public string FilePath => _bag.FilePath;

    /// <summary>Topics in the order of their numbers, with counts that keep changing.</summary>
    public IReadOnlyList<RecordedTopic> Topics => Volatile.Read(ref _topics);

    public long Written => Volatile.Read(ref _topics).Sum(topic => topic.Written);

    public long Dropped => Volatile.Read(ref _topics).Sum(topic => topic.Dropped);

    /// <inheritdoc/>
    public int Open(Topic topic)
    {
        lock (_opening)
        {
            if (_numbers.TryGetValue(topic.Name, out int known)) return known;
            _numbers[topic.Name] = _topics.Length;
            Volatile.Write(ref _topics, [.. _topics, new RecordedTopic(topic)]);
            return _topics.Length - 1;
        }
    }

    /// <inheritdoc/>
    public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
    {
        var topics = Volatile.Read(ref _topics);
        if ((uint)topic >= (uint)topics.Length) return false;
        // Counted, so that the end waits for whoever is just copying.
        Interlocked.Increment(ref _takers);
        bool isTaken = !Volatile.Read(ref _isEnding) && _ring.TryPut(topic, logTime, publishTime, cdr);
        Interlocked.Decrement(ref _takers);
        if (!isTaken) topics[topic].CountDropped();
        // The thread comes by itself soon enough, unless the ring fills faster than that.
        if (_ring.IsFilling && Interlocked.Exchange(ref _isWoken, 1) == 0) _wake.Set();
        return isTaken;
    }

    /// <summary>Writes what has been taken and closes the bag. What fails here is in <see cref="Failure"/>.</summary>
    public void Dispose()
    {
        if (_isOver) return;
        _isOver = true;
        Volatile.Write(ref _isEnding, true);
        _wake.Set();
        _thread.Join();
        // Not disposed: a late Take may still wake a thread that is gone.
    }

    private void Run()
    {
        try
        {
            Record();
            Close();
        }
        // Whatever a disk, a network share or a stream of the caller throws: the robot goes on, and says why nothing is recorded.
        catch (Exception fault)
        {
            Volatile.Write(ref _isEnding, true);
            Volatile.Write(ref _failure, fault.Message);
            try
            {
                _bag.Dispose();
            }
            catch (Exception again) when (again is ForewarnException or IOException)
            {
                // The first reason is the one to report.
            }

            Failed?.Invoke(fault.Message);
        }
    }

    private void Record()
    {
        long flushed = _time.GetTimestamp(), ended = 0;
        while (true)
        {
            bool isEnding = Volatile.Read(ref _isEnding) && Volatile.Read(ref _takers) == 0;
            OpenTopics();
            while (WriteNext())
                if (_time.GetElapsedTime(flushed) >= _flushInterval) break;
            if (_time.GetElapsedTime(flushed) >= _flushInterval)
            {
                _bag.Flush();
                flushed = _time.GetTimestamp();
            }

            if (isEnding && _ring.IsEmpty) return;
            if (Volatile.Read(ref _isEnding))
            {
                if (ended == 0) ended = _time.GetTimestamp();
                // A thread that died while copying must not keep the program from ending.
                else if (!isEnding && _time.GetElapsedTime(ended) > s_patience) return;
            }

            Volatile.Write(ref _isWoken, 0);
            if (!_ring.IsFilling) _wake.WaitOne(s_turn);
        }
    }

    private bool WriteNext()
    {
        if (!_ring.TryPeek(ref _scratch, out int topic, out long logTime, out long publishTime, out var data)) return false;
        OpenTopics();
        _bag.Write(topic, logTime, publishTime, data);
        _topics[topic].CountWritten(data.Length);
        _ring.Release(data.Length);
        return true;
    }

    // The numbers of the bag are ours: topics are opened there in the same order.
    private void OpenTopics()
    {
        var topics = Volatile.Read(ref _topics);
        for (int number = _bag.TopicCount; number < topics.Length; number++) _bag.Open(topics[number].Topic);
    }

    private void Close()
    {
        var dropped = _topics.Where(topic => topic.Dropped > 0)
            .ToDictionary(topic => topic.Topic.Name, topic => topic.Dropped.ToString(CultureInfo.InvariantCulture));
        if (dropped.Count > 0) _bag.AddMetadata(DroppedRecord, dropped);
        _bag.Dispose();
    }
}
