using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Hands samples of one topic to a handler, as spans over CycloneDDS's own memory.</summary>
internal sealed unsafe class DdsReader : DdsEndpoint
{
    // A batch bounds the stack, the number of batches how long one topic keeps the others waiting.
    private const int Batch = 16, Batches = 16;

    private readonly RawHandler _handler;
    private readonly bool _tellsLiveliness;
    private readonly int _condition;
    private readonly nint _mark;

    /// <param name="tellsLiveliness">Whether publishers that come and go are events; on services and the graph they are not.</param>
    /// <param name="ignoreOwn">Whether samples of the same participant are left out.</param>
    public DdsReader(CycloneParticipant participant, string name, string ddsTopic, TopicType type, QosProfile profile,
        RawHandler handler, string identity = "", bool tellsLiveliness = false, bool ignoreOwn = false)
        : base(participant, name, ddsTopic, type, profile, identity, ignoreOwn)
    {
        (_handler, _tellsLiveliness) = (handler, tellsLiveliness);
        _condition = DdsError.Check(DdsNative.CreateReadCondition(Entity, DdsNative.AnyState), $"condition of '{name}'");
        Watch(DdsStatuses.OfReader);
        _mark = participant.Loop.Attach(_condition, Drain);
    }

    public int MatchedCount => Math.Max(0, DdsMatches.Publications(Entity, null, 0));

    /// <summary>Matched publications, as many as fit.</summary>
    public int Matched(Span<ulong> handles)
    {
        fixed (ulong* place = handles)
            return Math.Clamp(DdsMatches.Publications(Entity, place, (nuint)handles.Length), 0, handles.Length);
    }

    /// <summary>Identity that a matched publication shows under a key.</summary>
    public bool TryGetIdentity(ulong publication, ReadOnlySpan<byte> key, out UInt128 id) =>
        TryGetIdentity(publication, key, out id, out _);

    /// <param name="vendor">Vendor number at the head of the peer's identifier; 0 when it is gone.</param>
    public bool TryGetIdentity(ulong publication, ReadOnlySpan<byte> key, out UInt128 id, out int vendor)
    {
        (id, vendor) = (default, 0);
        BuiltinEndpoint* endpoint = DdsMatches.Publication(Entity, publication);
        if (endpoint is null) return false;
        vendor = endpoint->Key[0] << 8 | endpoint->Key[1];
        bool found = UserData.TryGetIdentity(endpoint, key, out id);
        DdsMatches.Free(endpoint);
        return found;
    }

    protected override int Create(int participant, int topic, void* qos) => DdsNative.CreateReader(participant, topic, qos, null);

    protected override void Close() => Participant.Loop.Detach(_condition, _mark);

    protected override void Tell(uint changes)
    {
        CountStatus status;
        LivelinessStatus liveliness;
        if ((changes & DdsStatuses.RequestedIncompatibleQos) != 0 && DdsStatuses.GetRequestedIncompatibleQos(Entity, &status) == 0)
            Raise(QosEventKind.IncompatibleQos, status.Total,
                $"a publisher offers less {Policy(status.Policy)} than this subscription asks for");
        if ((changes & DdsStatuses.RequestedDeadlineMissed) != 0 && DdsStatuses.GetRequestedDeadlineMissed(Entity, &status) == 0)
            Raise(QosEventKind.DeadlineMissed, status.Total,
                "nothing came for longer than the deadline that this subscription asks for");
        if ((changes & DdsStatuses.LivelinessChanged) != 0 && DdsStatuses.GetLivelinessChanged(Entity, &liveliness) == 0
            && _tellsLiveliness)
            Raise(QosEventKind.LivelinessChanged, liveliness.Alive,
                $"publishers alive {liveliness.Alive}, not alive {liveliness.NotAlive}");
    }

    private int Drain()
    {
        void** samples = stackalloc void*[Batch];
        SampleInfo* infos = stackalloc SampleInfo[Batch];
        int delivered = 0;
        for (int batch = 0; batch < Batches && !IsClosed; batch++)
        {
            int taken = DdsNative.TakeSerialized(Entity, samples, Batch, infos, DdsNative.AnyState);
            for (int i = 0; i < taken; i++)
            {
                if (infos[i].ValidData != 0 && !IsClosed)
                {
                    Deliver(samples[i], in infos[i]);
                    delivered++;
                }
                DdsNative.Release(samples[i]);
            }
            if (taken < Batch) break;
        }
        return delivered;
    }

    private void Deliver(void* sample, in SampleInfo info)
    {
        IoVector lent;
        void* reference = DdsNative.LendBytes(sample, 0, DdsNative.SerializedSize(sample), &lent);
        try
        {
            var how = new MessageInfo(info.SourceTimestamp, info.Publication);
            _handler(new ReadOnlySpan<byte>(lent.Base, (int)lent.Length), in how);
        }
        catch (Exception fault)
        {
            Participant.Faults.Add(fault);
        }
        finally
        {
            DdsNative.UnlendBytes(reference, &lent);
        }
    }
}
