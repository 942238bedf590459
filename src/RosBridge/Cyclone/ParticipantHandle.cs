using System.Runtime.InteropServices;
using Forewarn.RosBridge.Cyclone.Native;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Owns a participant and with it every entity below. Whoever passes a sample type or a sample to CycloneDDS holds a
/// reference meanwhile (<see cref="SafeHandle.DangerousAddRef"/>): those are bare pointers into the participant.
/// </summary>
internal sealed class ParticipantHandle : SafeHandle
{
    private readonly DdsDomain _domain;

    private ParticipantHandle(int entity, DdsDomain domain) : base(0, ownsHandle: true)
    {
        _domain = domain;
        SetHandle(entity);
    }

    public int Entity => (int)handle;

    public override bool IsInvalid => handle == 0;

    public static unsafe ParticipantHandle Open(DdsDomain domain, string userData)
    {
        using var qos = new NativeQos(userData);
        int entity = DdsNative.CreateParticipant(domain.Id, qos.Pointer, null);
        if (entity < 0) domain.Release();
        return new(DdsError.Check(entity, $"participant of DDS domain {domain.Id}",
            "Look at CYCLONEDDS_URI and whether the network interface it names is up."), domain);
    }

    protected override bool ReleaseHandle()
    {
        DdsNative.Delete((int)handle);
        _domain.Release();
        return true;
    }
}
