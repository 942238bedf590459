using Forewarn.Messages;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>What readers and writers have in common: two entities, an identity, statuses for the spinning thread.</summary>
internal abstract unsafe class DdsEndpoint : IDisposable
{
    private readonly int _topicEntity;
    private nint _mark;
    private int _closed;

    protected DdsEndpoint(
        CycloneParticipant participant, string name, string ddsTopic, TopicType type, QosProfile profile, string identity,
        bool ignoreOwn = false)
    {
        (Participant, Name, DdsTopic, Type) = (participant, name, ddsTopic, type);
        int owner = participant.Handle.Entity;
        _topicEntity = TopicType.CreateTopic(owner, type.Message, type.Program, ddsTopic);
        using var qos = new NativeQos(profile, identity + UserData.Endpoint(type.Message, participant.Distro), ignoreOwn);
        int entity = Create(owner, _topicEntity, qos.Pointer);
        if (entity < 0) _ = DdsNative.Delete(_topicEntity);
        Entity = DdsError.Check(entity, $"endpoint of '{name}'", "The quality of service may contradict itself.");
        UInt128 gid;
        DdsError.Check(DdsNative.GetGuid(Entity, &gid), "identity of an endpoint");
        Gid = gid;
    }

    /// <summary>Raised on the spinning thread when a peer's endpoint was matched or lost.</summary>
    public Action? OnMatch { get; set; }

    /// <summary>Topic or service in ROS's words.</summary>
    public string Name { get; }

    public string DdsTopic { get; }

    public TopicType Type { get; }

    /// <summary>The global identifier, as it is announced.</summary>
    public UInt128 Gid { get; }

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    protected CycloneParticipant Participant { get; }

    protected int Entity { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        Participant.Loop.Detach(Entity, _mark);
        Close();
        _ = DdsNative.Delete(Entity);
        _ = DdsNative.Delete(_topicEntity);
    }

    protected abstract int Create(int participant, int topic, void* qos);

    protected abstract void Tell(uint changes);

    protected virtual void Close()
    {
    }

    /// <param name="statuses">Those that wake the spinning thread.</param>
    protected void Watch(uint statuses)
    {
        DdsError.Check(DdsStatuses.SetMask(Entity, statuses), $"statuses of '{Name}'");
        _mark = Participant.Loop.Attach(Entity, () =>
        {
            uint changes;
            if (DdsStatuses.Changes(Entity, &changes) < 0 || (changes & statuses) == 0) return 0;
            Tell(changes);
            // The library refuses a mask with a bit that is not of the entity's kind, so only what is set is asked for.
            uint matches = changes & (DdsStatuses.PublicationMatched | DdsStatuses.SubscriptionMatched), taken;
            if (matches == 0) return 0;
            DdsError.Check(DdsStatuses.Take(Entity, &taken, matches), $"statuses of '{Name}'");
            OnMatch?.Invoke();
            return 0;
        });
    }

    protected void Raise(QosEventKind kind, uint count, string detail) => Participant.Raise(new(kind, Name, (int)count, detail));

    protected static string Policy(uint id) => id switch
    {
        2 => "durability",
        4 => "deadline",
        8 => "liveliness",
        10 => "partition",
        11 => "reliability",
        23 or 24 => "data representation or type",
        _ => $"policy {id}",
    };
}
