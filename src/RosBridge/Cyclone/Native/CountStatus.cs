using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary>The common head of most statuses, with room for what follows it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CountStatus
{
    public uint Total;
    public int Change;

    /// <summary>For incompatible quality of service the number of the last policy; else part of an instance handle.</summary>
    public uint Policy;

    private readonly uint _rest;
}
