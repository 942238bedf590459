using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary><c>dds_builtintopic_endpoint_t</c>: a publication or subscription that discovery knows.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BuiltinEndpoint
{
    /// <summary>Two unaligned 16-byte identifiers; <see cref="UInt128"/> would force another alignment.</summary>
    public fixed byte Key[16];

    public fixed byte ParticipantKey[16];
    public ulong Participant;
    public byte* TopicName;
    public byte* TypeName;
    public void* Qos;
}
