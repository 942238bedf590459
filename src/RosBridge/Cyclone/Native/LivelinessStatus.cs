using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary><c>dds_liveliness_changed_status_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LivelinessStatus
{
    public uint Alive, NotAlive;
    public int AliveChange, NotAliveChange;
    public ulong Publication;
}
