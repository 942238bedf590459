using Forewarn.Messages;

namespace Forewarn.RosBridge.InProcess;

/// <summary>The sending end of a channel.</summary>
internal sealed class Writer : IRawPublisher
{
    private readonly InProcessDomain _domain;
    private readonly Queue<Sample> _history = new();
    private readonly DeadlineWatch? _deadline;
    private long _sequence, _asserted;
    private int _refused, _lost;
    private bool _closed, _lostNow;

    public Writer(InProcessTransport transport, Channel channel, MessageType type, QosProfile qos)
    {
        (Transport, Channel, Type, Qos, _domain) = (transport, channel, type, qos, transport.Domain);
        (Id, _asserted) = (_domain.NextId(), _domain.Now);
        if (qos.Deadline is { } period) _deadline = new(period);
    }

    public ulong Id { get; }

    public InProcessTransport Transport { get; }

    public Channel Channel { get; }

    public MessageType Type { get; }

    public QosProfile Qos { get; }

    public List<Match> Matches { get; } = [];

    public string Topic => Channel.Name;

    public int MatchedCount
    {
        get
        {
            lock (_domain.Gate)
            {
                _domain.Tick();
                return Matches.Count;
            }
        }
    }

    /// <summary>Domain time, ticks, at which this writer counts as dead unless it is heard of before.</summary>
    public long LeaseEnd => Qos.LivelinessLease is { } lease && (Qos.ManualLiveliness || Transport.Abandoned)
        ? (Qos.ManualLiveliness ? _asserted : Transport.AbandonedAt) + lease.Ticks
        : long.MaxValue;

    public long NextEvent => Math.Min(_deadline?.Due ?? long.MaxValue, _lostNow ? long.MaxValue : LeaseEnd);

    public bool Send(ReadOnlySpan<byte> cdr) => Send(cdr, default, default);

    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail) =>
        Send(head, body, tail, default, 0);

    /// <param name="client">Only the reader of this client gets the sample; 0 for all.</param>
    /// <returns>False when the transport is gone or no reader of that client is there.</returns>
    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail, RequestId request, ulong client)
    {
        lock (_domain.Gate)
        {
            long now = _domain.Tick();
            if (_closed || Transport.Abandoned) return false;
            var sample = _domain.Pool.Rent(checked(head.Length + body.Length + tail.Length));
            head.CopyTo(sample.Buffer);
            body.CopyTo(sample.Buffer.AsSpan(head.Length));
            tail.CopyTo(sample.Buffer.AsSpan(head.Length + body.Length));
            (sample.Info, sample.Request, sample.Sequence) = (new(_domain.UnixNanoseconds, Id), request, _sequence++);
            sample.Expires = Qos.Lifespan is { } age ? now + age.Ticks : long.MaxValue;
            Assert(now);
            CheckDeadline(now);
            _deadline?.Touch(now);
            bool sent = client == 0;
            foreach (var match in Matches)
            {
                if (client != 0 && match.Reader.Client != client) continue;
                sent = true;
                _domain.Carry(sample, match);
            }

            Keep(sample);
            return sent;
        }
    }

    public void AssertLiveliness()
    {
        lock (_domain.Gate)
        {
            long now = _domain.Tick();
            if (!_closed && !Transport.Abandoned) Assert(now);
        }
    }

    /// <summary>Reports what has run out by now.</summary>
    public void Expire(long now)
    {
        CheckDeadline(now);
        if (_lostNow || !Qos.ManualLiveliness || now <= LeaseEnd) return;
        _lostNow = true;
        Transport.Report(new(QosEventKind.LivelinessLost, Topic, ++_lost, "this publisher was not asserted within its lease"));
    }

    public void RefuseFor(string conflict) =>
        Transport.Report(new(QosEventKind.IncompatibleQos, Topic, ++_refused, "subscription refused: " + conflict));

    /// <summary>Gives a late reader what is kept for it.</summary>
    public void Replay(Match match)
    {
        if (!match.Reader.Qos.TransientLocal) return;
        foreach (var sample in _history) if (sample.Expires >= _domain.Now) _domain.Carry(sample, match);
    }

    public void Dispose()
    {
        lock (_domain.Gate)
        {
            _domain.Tick();
            if (!Transport.Abandoned) Close();
        }
    }

    public void Close()
    {
        if (_closed) return;
        _closed = true;
        Channel.Leave(this);
        Transport.Writers.Remove(this);
        while (_history.TryDequeue(out var sample)) _domain.Pool.Release(sample);
    }

    // A reader that has not looked since the lease ended is told of the death before the return.
    private void Assert(long now)
    {
        if (Qos.ManualLiveliness && now > LeaseEnd)
        {
            Expire(now);
            foreach (var match in Matches) match.Reader.Watch(match, alive: false);
        }

        (_asserted, _lostNow) = (now, false);
        foreach (var match in Matches) match.Reader.Watch(match, alive: true);
    }

    private void CheckDeadline(long now)
    {
        if (_deadline?.Expire(now) != true) return;
        Transport.Report(new(QosEventKind.DeadlineMissed, Topic, _deadline.Missed, "this publisher did not publish in time"));
    }

    private void Keep(Sample sample)
    {
        if (!Qos.TransientLocal)
        {
            _domain.Pool.Release(sample);
            return;
        }

        _history.Enqueue(sample);
        if (!Qos.KeepAll && _history.Count > Math.Max(1, Qos.Depth)) _domain.Pool.Release(_history.Dequeue());
    }
}
