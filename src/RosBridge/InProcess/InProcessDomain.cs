using Forewarn.Core;

namespace Forewarn.RosBridge.InProcess;

/// <summary>
/// What a DDS domain is, inside one process: the transports made in it see one another. One lock orders everything, so
/// that on a virtual clock the same calls give the same deliveries, faults of the link included.
/// </summary>
public sealed class InProcessDomain
{
    private readonly ILink? _link;
    private readonly SeedStreams _seeds;
    private readonly LinkRoute _route;
    private readonly Dictionary<(string, LinkSampleKind), Channel> _channels = [];
    private readonly List<InProcessTransport> _transports = [];
    private readonly Stack<Delivery> _spare = new();
    private readonly long _start;
    private ulong _ids;
    private long _order;

    /// <param name="link">What lies between any two ends; null for a perfect link without delay.</param>
    /// <param name="seed">Of the link's random draws.</param>
    public InProcessDomain(TimeProvider time, ILink? link = null, ulong seed = 0)
    {
        (Time, _link, _seeds, _route, _start) = (time, link, new(seed), new(this), time.GetTimestamp());
    }

    public TimeProvider Time { get; }

    /// <summary>Silence of a whole participant after which the others forget it (DDS: 10 s).</summary>
    public TimeSpan ParticipantLease { get; init; } = TimeSpan.FromSeconds(10);

    internal Lock Gate { get; } = new();

    internal SamplePool Pool { get; } = new();

    /// <summary>Time of the last <see cref="Tick"/> since the domain was made, ticks of 100 ns.</summary>
    internal long Now { get; private set; }

    internal long UnixNanoseconds => RosTime.Wall(Time);

    /// <summary>Nodes of all participants; a fresh list at every change.</summary>
    internal IReadOnlyList<NodeName> Nodes { get; private set; } = [];

    /// <summary>Looks at the clock and forgets the participants whose lease has run out.</summary>
    internal long Tick()
    {
        // Only a domain on a virtual clock stands still between calls; time never runs backward.
        Now = Math.Max(Now, Time.GetElapsedTime(_start).Ticks);
        for (int i = _transports.Count - 1; i >= 0; i--)
        {
            var transport = _transports[i];
            if (transport.Abandoned && Now - transport.AbandonedAt > ParticipantLease.Ticks) Remove(transport);
        }

        return Now;
    }

    internal ulong NextId() => ++_ids;

    internal void Add(InProcessTransport transport) => _transports.Add(transport);

    internal void Remove(InProcessTransport transport)
    {
        if (!_transports.Remove(transport)) return;
        transport.CloseAll();
        ListNodes();
    }

    internal void ListNodes() => Nodes = [.. _transports.SelectMany(transport => transport.Nodes).Select(node => node.FullName)];

    internal Channel Channel(string name, LinkSampleKind kind)
    {
        if (!_channels.TryGetValue((name, kind), out var channel)) _channels[(name, kind)] = channel = new(name, kind);
        return channel;
    }

    internal void Carry(Sample sample, Match match)
    {
        if (_link is null)
        {
            Dispatch(sample, match.Reader, TimeSpan.Zero);
            return;
        }

        bool reliable = match.Writer.Qos.Reliable && match.Reader.Qos.Reliable;
        var channel = match.Writer.Channel;
        var draws = _seeds.Stream(match.Way, sample.Sequence);
        _link.Carry(new(channel.Name, channel.Kind, sample.Sequence, new(Now), reliable, sample.Bytes, draws),
            _route.Of(sample, match.Reader));
    }

    internal void Dispatch(Sample sample, Reader reader, TimeSpan delay)
    {
        if (reader.Transport.Abandoned) return;
        sample.References++;
        if (!_spare.TryPop(out var delivery)) delivery = new();
        (delivery.Sample, delivery.Reader, delivery.Due) = (sample, reader, Now + Math.Max(0, delay.Ticks));
        reader.Transport.Inbox.Push(delivery, _order++);
        reader.Transport.Stir();
    }

    internal void DispatchCopy(Sample sample, Reader reader, TimeSpan delay, ReadOnlySpan<byte> instead)
    {
        var other = Pool.Rent(instead.Length);
        instead.CopyTo(other.Buffer);
        (other.Info, other.Request, other.Sequence, other.Expires) = (sample.Info, sample.Request, sample.Sequence, sample.Expires);
        Dispatch(other, reader, delay);
        Pool.Release(other);
    }

    internal void Recycle(Delivery delivery)
    {
        Pool.Release(delivery.Sample);
        (delivery.Sample, delivery.Reader) = (null!, null!);
        (delivery.Previous, delivery.Next, delivery.NextOfReader) = (null, null, null);
        _spare.Push(delivery);
    }
}
