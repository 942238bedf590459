using System.Text.RegularExpressions;
using Forewarn.Core;
using Forewarn.Recording;

namespace Forewarn.Serving;

/// <summary>
/// Plays the messages of a bag to Foxglove clients as they once came, whatever their types. It begins when somebody
/// listens; who knows how may pause, seek and change the rate.
/// </summary>
public sealed partial class BagPlayer : IFoxglovePlayback
{
    /// <summary>Rates that are played, recorded seconds per second.</summary>
    public const float SlowestRate = 0.01f, FastestRate = 100;

    // Timers know no less than a millisecond.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1), s_turn = TimeSpan.FromMilliseconds(16);

    private readonly BagReader _bag;
    private readonly FoxgloveServer _server;
    private readonly BagPlayerOptions _options;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private TaskCompletionSource _controlled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FoxglovePlaybackStatus _status = FoxglovePlaybackStatus.Paused;
    private float _rate;
    private bool _isControlled;

    // Where it was at a moment of the clock; while it plays, it has moved on since.
    private long _position, _since;
    private long _shown;

    // Counts the jumps in time: whoever reads on from before a jump stops.
    private int _jumps;

    /// <param name="bag">The caller disposes it, after <see cref="RunAsync"/> has ended. Nobody else reads it meanwhile.</param>
    /// <param name="server">Gets the topics now, and this as its playback.</param>
    /// <exception cref="ForewarnException">The bag has no message, or the rate is out of range.</exception>
    public BagPlayer(BagReader bag, FoxgloveServer server, BagPlayerOptions options, TimeProvider time)
    {
        (_bag, _server, _options, _time, _rate, _position) = (bag, server, options, time, options.Rate, bag.StartTime);
        if (bag.MessageCount == 0) throw ForewarnException.Of("bag", "no message", "some", "Record it again.", ExitCode.Usage);
        if (!IsRate(options.Rate))
            throw ForewarnException.Of("rate", FormattableString.Invariant($"{options.Rate}"),
                FormattableString.Invariant($"{SlowestRate} to {FastestRate}"), "Choose one.", ExitCode.Usage);
        foreach (BagTopic topic in bag.Topics) NumberOf(topic);
        server.Playback = this;
    }

    /// <inheritdoc/>
    public long StartTime => _bag.StartTime;

    /// <inheritdoc/>
    public long EndTime => _bag.EndTime;

    /// <inheritdoc/>
    public FoxglovePlaybackState State
    {
        get { lock (_gate) return Now(); }
    }

    /// <inheritdoc/>
    public FoxglovePlaybackState Control(FoxglovePlaybackRequest request)
    {
        lock (_gate)
        {
            long position = Position();
            bool isOver = _status == FoxglovePlaybackStatus.Ended;
            long? jump = request.Seek ?? (isOver && request.IsPlaying ? StartTime : null);
            if (IsRate(request.Rate)) _rate = request.Rate;
            if (jump is not null) _jumps++;
            (_position, _since) = (Math.Clamp(jump ?? position, StartTime, EndTime), _time.GetTimestamp());
            if (!isOver || jump is not null)
                _status = request.IsPlaying ? FoxglovePlaybackStatus.Playing : FoxglovePlaybackStatus.Paused;
            _isControlled = true;
            _controlled.TrySetResult();
            _controlled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return Now() with { DidSeek = jump is not null };
        }
    }

    /// <summary>Plays until canceled.</summary>
    /// <exception cref="ForewarnException">The bag can no longer be read.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        await _server.Listened.WaitAsync(cancel);
        // Somebody may have paused it before it began.
        lock (_gate)
        {
            _since = _time.GetTimestamp();
            if (!_isControlled) _status = FoxglovePlaybackStatus.Playing;
        }
        _server.PlaybackChanged();
        while (true)
        {
            long from;
            int jumps;
            lock (_gate) (from, jumps) = (_position, _jumps);
            if (from > StartTime) Recall(from);
            if (!await PlayAsync(from, jumps, cancel)) continue;
            await EndAsync(jumps, cancel);
        }
    }

    /// <returns>False when it jumped elsewhere.</returns>
    private async Task<bool> PlayAsync(long from, int jumps, CancellationToken cancel)
    {
        foreach (BagMessage message in _bag.Messages(from: from))
        {
            cancel.ThrowIfCancellationRequested();
            if (!await IsDueAsync(message.LogTime, jumps, cancel)) return false;
            _server.Take(NumberOf(message.Topic), message.LogTime, message.PublishTime, message.Data.Span);
        }
        return true;
    }

    private async Task EndAsync(int jumps, CancellationToken cancel)
    {
        Task controlled;
        lock (_gate)
        {
            if (_jumps != jumps) return;
            if (_options.Loops) (_position, _since, _jumps) = (StartTime, _time.GetTimestamp(), jumps + 1);
            else (_position, _status) = (EndTime, FoxglovePlaybackStatus.Ended);
            if (_options.Loops) return;
            controlled = _controlled.Task;
        }
        _server.ShowTime(EndTime);
        _server.PlaybackChanged();
        while (true)
        {
            await controlled.WaitAsync(cancel);
            lock (_gate)
            {
                if (_jumps != jumps) return;
                controlled = _controlled.Task;
            }
        }
    }

    /// <summary>Ends when a message's time has come.</summary>
    /// <returns>False when it jumped elsewhere.</returns>
    private async ValueTask<bool> IsDueAsync(long logTime, int jumps, CancellationToken cancel)
    {
        while (true)
        {
            Task? paused = null;
            TimeSpan wait = TimeSpan.Zero;
            bool isDue;
            long now;
            lock (_gate)
            {
                if (_jumps != jumps) return false;
                now = Position();
                isDue = logTime <= now;
                if (_status != FoxglovePlaybackStatus.Playing) paused = _controlled.Task;
                else if (!isDue) wait = TimeSpan.FromTicks((long)((logTime - now) / 100 / (double)_rate));
            }
            Show(now);
            if (paused is not null) await paused.WaitAsync(cancel);
            else if (isDue) return true;
            else await Task.Delay(wait < s_shortest ? s_shortest : wait < s_turn ? wait : s_turn, _time, cancel);
        }
    }

    /// <summary>What was last said of everything before a moment, so that a jump shows the whole scene.</summary>
    private void Recall(long time)
    {
        foreach (BagTopic topic in _bag.Topics.ToArray())
            if (_bag.LastBefore(topic.Name, time - 1) is { } message)
                _server.Take(NumberOf(message.Topic), message.LogTime, message.PublishTime, message.Data.Span);
    }

    private void Show(long now)
    {
        if (_shown != 0 && _time.GetElapsedTime(_shown) < s_turn) return;
        _shown = _time.GetTimestamp();
        _server.ShowTime(now);
    }

    // A damaged file may show a topic only while it is read.
    private int NumberOf(BagTopic topic)
    {
        if (_numbers.TryGetValue(topic.Name, out int known)) return known;
        return _numbers[topic.Name] = _server.Open(
            new FoxgloveTopic(topic.Name, topic.TypeName, topic.Definition, Latched().IsMatch(topic.Qos))
            {
                Encoding = topic.SerializationFormat,
                SchemaEncoding = topic.DefinitionEncoding.Length > 0 ? topic.DefinitionEncoding : "ros2msg",
            });
    }

    private FoxglovePlaybackState Now() => new(_status, Position(), _rate);

    private long Position() => _status != FoxglovePlaybackStatus.Playing
        ? _position
        : Math.Min(EndTime, _position + (long)(_time.GetElapsedTime(_since).Ticks * 100.0 * _rate));

    private static bool IsRate(float rate) => rate is >= SlowestRate and <= FastestRate;

    // By number as rosbag2 wrote it up to Iron, by name since.
    [GeneratedRegex(@"durability:\s*(1|transient_local)\b")]
    private static partial Regex Latched();
}
