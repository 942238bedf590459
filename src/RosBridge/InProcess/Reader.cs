using Forewarn.Messages;

namespace Forewarn.RosBridge.InProcess;

/// <summary>The receiving end of a channel.</summary>
internal sealed class Reader : IRawSubscription
{
    private readonly InProcessDomain _domain;
    private readonly DeadlineWatch? _deadline;
    private int _refused, _alive;

    /// <param name="client">Handle of the client whose replies this reads; 0 for a topic or a server.</param>
    public Reader(
        InProcessTransport transport, Channel channel, MessageType type, QosProfile qos, SampleHandler handler, ulong client = 0)
    {
        (Transport, Channel, Type, Qos, Handler, Client) = (transport, channel, type, qos, handler, client);
        _domain = transport.Domain;
        Id = _domain.NextId();
        if (qos.Deadline is { } period) _deadline = new(period);
    }

    public ulong Id { get; }

    public ulong Client { get; }

    public InProcessTransport Transport { get; }

    public Channel Channel { get; }

    public MessageType Type { get; }

    public QosProfile Qos { get; }

    public SampleHandler Handler { get; }

    public bool Closed { get; private set; }

    public List<Match> Matches { get; } = [];

    /// <summary>Samples that have arrived and wait to be taken, oldest first.</summary>
    public Delivery? Oldest { get; set; }

    public Delivery? Newest { get; set; }

    public int Waiting { get; set; }

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

    /// <summary>Domain time, ticks, at which there will be something to report.</summary>
    public long NextEvent
    {
        get
        {
            long next = _deadline?.Due ?? long.MaxValue;
            if (Qos.LivelinessLease is null) return next;
            foreach (var match in Matches) if (match.Alive) next = Math.Min(next, match.Writer.LeaseEnd);
            return next;
        }
    }

    public void Match(Match match)
    {
        Matches.Add(match);
        _alive++;
    }

    /// <summary>A writer left; if it did so with a goodbye, or its lease had not run out, it dies now.</summary>
    public void Unmatch(Match match)
    {
        Watch(match, alive: false);
        Matches.Remove(match);
    }

    /// <summary>Notes whether a writer is alive and reports a change to those who asked for a lease.</summary>
    public void Watch(Match match, bool alive)
    {
        if (match.Alive == alive) return;
        match.Alive = alive;
        _alive += alive ? 1 : -1;
        if (Qos.LivelinessLease is not null)
            Transport.Report(new(QosEventKind.LivelinessChanged, Topic, _alive, alive ? "a publisher came back" : "a publisher died"));
    }

    public void RefuseFor(string conflict) =>
        Transport.Report(new(QosEventKind.IncompatibleQos, Topic, ++_refused, "publisher refused: " + conflict));

    /// <summary>A sample arrived at this time.</summary>
    public void Touch(long at)
    {
        CheckDeadline(at);
        _deadline?.Touch(at);
    }

    /// <summary>Reports what has run out by now.</summary>
    public void Expire(long now)
    {
        CheckDeadline(now);
        foreach (var match in Matches) if (match.Alive && now > match.Writer.LeaseEnd) Watch(match, alive: false);
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
        if (Closed) return;
        Closed = true;
        Channel.Leave(this);
        Transport.Readers.Remove(this);
        while (Oldest is { } delivery) Transport.Inbox.Drop(delivery);
    }

    private void CheckDeadline(long now)
    {
        if (_deadline?.Expire(now) != true) return;
        Transport.Report(new(QosEventKind.DeadlineMissed, Topic, _deadline.Missed, "this subscription did not receive in time"));
    }
}
