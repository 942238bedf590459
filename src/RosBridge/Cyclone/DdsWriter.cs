using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Sends serialized samples of one topic. Any thread may send.</summary>
internal sealed unsafe class DdsWriter : DdsEndpoint
{
    private const int WholeSample = 2;

    public DdsWriter(
        CycloneParticipant participant, string name, string ddsTopic, TopicType type, QosProfile profile, string identity = "")
        : base(participant, name, ddsTopic, type, profile, identity) => Watch(DdsStatuses.OfWriter);

    public int MatchedCount => Math.Max(0, DdsMatches.Subscriptions(Entity, null, 0));

    /// <summary>The number by which this process's instance handles and a service's requests name it.</summary>
    public ulong Handle
    {
        get
        {
            ulong handle;
            DdsError.Check(DdsNative.GetInstanceHandle(Entity, &handle), "handle of a writer");
            return handle;
        }
    }

    public bool Send(ReadOnlySpan<byte> cdr)
    {
        fixed (byte* a = cdr)
        {
            var part = new IoVector { Base = a, Length = (nuint)cdr.Length };
            return Send(&part, 1, part.Length);
        }
    }

    /// <summary>Parts behind the first may be empty.</summary>
    public bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail)
    {
        fixed (byte* a = head, b = body, c = tail)
        {
            IoVector* parts = stackalloc IoVector[3];
            int count = 0;
            if (head.Length > 0) parts[count++] = new IoVector { Base = a, Length = (nuint)head.Length };
            if (body.Length > 0) parts[count++] = new IoVector { Base = b, Length = (nuint)body.Length };
            if (tail.Length > 0) parts[count++] = new IoVector { Base = c, Length = (nuint)tail.Length };
            return count > 0 && Send(parts, count, (nuint)head.Length + (nuint)body.Length + (nuint)tail.Length);
        }
    }

    public void AssertLiveliness() => _ = DdsNative.AssertLiveliness(Entity);

    /// <summary>Matched subscriptions, as many as fit.</summary>
    public int Matched(Span<ulong> handles)
    {
        fixed (ulong* place = handles)
            return Math.Clamp(DdsMatches.Subscriptions(Entity, place, (nuint)handles.Length), 0, handles.Length);
    }

    /// <summary>Identity that a matched subscription shows under a key.</summary>
    public bool TryGetIdentity(ulong subscription, ReadOnlySpan<byte> key, out UInt128 id)
    {
        id = default;
        BuiltinEndpoint* endpoint = DdsMatches.Subscription(Entity, subscription);
        if (endpoint is null) return false;
        bool found = UserData.TryGetIdentity(endpoint, key, out id);
        DdsMatches.Free(endpoint);
        return found;
    }

    protected override int Create(int participant, int topic, void* qos) => DdsNative.CreateWriter(participant, topic, qos, null);

    protected override void Tell(uint changes)
    {
        CountStatus status;
        if ((changes & DdsStatuses.OfferedIncompatibleQos) != 0 && DdsStatuses.GetOfferedIncompatibleQos(Entity, &status) == 0)
            Raise(QosEventKind.IncompatibleQos, status.Total,
                $"a subscription asks for more {Policy(status.Policy)} than this publisher offers");
        if ((changes & DdsStatuses.OfferedDeadlineMissed) != 0 && DdsStatuses.GetOfferedDeadlineMissed(Entity, &status) == 0)
            Raise(QosEventKind.DeadlineMissed, status.Total, "this publisher was silent for longer than the deadline it offers");
        if ((changes & DdsStatuses.LivelinessLost) != 0 && DdsStatuses.GetLivelinessLost(Entity, &status) == 0)
            Raise(QosEventKind.LivelinessLost, status.Total, "this publisher did not assert its liveliness within its lease");
    }

    private bool Send(IoVector* parts, int count, nuint size)
    {
        // CycloneDDS reads the encapsulation header before it looks at the length.
        if (parts[0].Length < 4) return false;
        ObjectDisposedException.ThrowIf(IsClosed, this);
        bool held = false;
        Participant.Handle.DangerousAddRef(ref held);
        try
        {
            void* sample = DdsNative.FromBytes((void*)Type.Sertype, WholeSample, (nuint)count, parts, size);
            return sample is not null && DdsNative.WriteSerialized(Entity, sample) >= 0;
        }
        finally
        {
            Participant.Handle.DangerousRelease();
        }
    }
}
