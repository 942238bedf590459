using System.Runtime.InteropServices;

namespace Forewarn.RosBridge.Cyclone.Native;

/// <summary><c>dds_topic_descriptor_t</c> of 0.10: 96 bytes, the last field behind the padding of a nested structure.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TopicDescriptor
{
    /// <summary>Flags: the size of a sample never varies; the representation is restricted.</summary>
    public const uint FixedSize = 0x10, RestrictedRepresentation = 0x80;

    /// <summary>Bit of <see cref="Representations"/>: plain CDR, the only one ROS 2 uses.</summary>
    public const uint Xcdr1 = 1;

    public uint Size, Align, Flags, KeyCount;
    public byte* TypeName;
    public void* Keys;
    public uint OpCount;
    public uint* Ops;
    public byte* Meta;
    public SerializedMeta TypeInformation, TypeMapping;
    public uint Representations;

    [StructLayout(LayoutKind.Sequential)]
    public struct SerializedMeta
    {
        public byte* Data;
        public uint Size;
    }
}
