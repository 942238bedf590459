using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary><c>dds_sample_info_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SampleInfo
{
    /// <summary>Bit of <see cref="InstanceState"/>.</summary>
    public const int Alive = 16;

    public int SampleState, ViewState, InstanceState;
    public byte ValidData;
    public long SourceTimestamp;
    public ulong Instance, Publication;
    public uint DisposedGeneration, NoWritersGeneration, SampleRank, GenerationRank, AbsoluteGenerationRank;
}
