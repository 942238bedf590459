using System.Runtime.InteropServices;
using Forewarn.Messages;
using Forewarn.Messages.RmwDdsCommon;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// <c>rmw_dds_common/msg/ParticipantEntitiesInfo</c>: how a participant says which of its endpoints belong to which node.
/// Humble wrote identifiers of 24 bytes (16 and zeros), everybody since writes 16.
/// </summary>
internal sealed class GraphFormat
{
    private const int NameBound = 256;

    private readonly int _gid;

    public GraphFormat(RosDistro distro)
    {
        _gid = distro == RosDistro.Humble ? 24 : 16;
        var current = ParticipantEntitiesInfo.Type;
        Type = distro == RosDistro.Humble ? current with { Program = Program((uint)_gid) } : current;
    }

    public MessageType Type { get; }

    public void Write(CdrWriter writer, UInt128 participant, IReadOnlyCollection<AnnouncedNode> nodes)
    {
        writer.Reset();
        WriteGid(writer, participant);
        writer.Write((uint)nodes.Count);
        foreach (var node in nodes)
        {
            writer.Write(node.Name.Namespace);
            writer.Write(node.Name.Name);
            WriteGids(writer, node.Readers);
            WriteGids(writer, node.Writers);
        }
    }

    /// <summary>The endpoints of the nodes are read over: discovery itself names them.</summary>
    public bool TryRead(ReadOnlySpan<byte> cdr, out UInt128 participant, out NodeName[] nodes)
    {
        var reader = new CdrReader(cdr);
        var gid = new byte[_gid];
        reader.ReadArray<byte>(gid);
        participant = MemoryMarshal.Read<UInt128>(gid.AsSpan());
        nodes = new NodeName[reader.ReadCount(4 * sizeof(uint))];
        for (int i = 0; i < nodes.Length && !reader.Failed; i++)
        {
            string space = reader.ReadString(null, NameBound);
            nodes[i] = new NodeName(space, reader.ReadString(null, NameBound));
            for (int list = 0; list < 2; list++)
                for (int left = reader.ReadCount(_gid); left > 0; left--) reader.ReadArray<byte>(gid);
        }
        return !reader.Failed;
    }

    private void WriteGids(CdrWriter writer, IReadOnlyCollection<UInt128> gids)
    {
        writer.Write((uint)gids.Count);
        foreach (var gid in gids) WriteGid(writer, gid);
    }

    private void WriteGid(CdrWriter writer, UInt128 gid)
    {
        Span<byte> bytes = stackalloc byte[_gid];
        bytes.Clear();
        MemoryMarshal.Write(bytes, in gid);
        writer.WriteArray<byte>(bytes);
    }

    /// <summary>
    /// Instructions for { Gid gid; sequence of { string name space, string name, sequence of Gid, sequence of Gid } },
    /// Gid being { byte[gid] }, in the layout that CycloneDDS's IDL compiler gives these structures in C.
    /// </summary>
    internal static MarshallingProgram Program(uint gid)
    {
        const uint Field = 1u << 24, String = 6, Sequence = 7, Array = 8, Structure = 10, External = 13, Byte = 1;
        const uint Text = NameBound + 1, Lists = 520, SequenceSize = 24, NodeSize = Lists + 2 * SequenceSize;
        static uint Jump(uint instructionSize, int from, int to) => instructionSize << 16 | (ushort)(short)(to - from);
        const int GidAt = 8, NodeAt = 12;
        uint[] ops =
        [
            Field | External << 16, 0, Jump(3, 0, GidAt),
            Field | Sequence << 16 | Structure << 8, gid, NodeSize, Jump(4, 3, NodeAt),
            0,
            Field | Array << 16 | Byte << 8, 0, gid,
            0,
            Field | String << 16, 0, Text,
            Field | String << 16, Text, Text,
            Field | Sequence << 16 | Structure << 8, Lists, gid, Jump(4, 18, GidAt),
            Field | Sequence << 16 | Structure << 8, Lists + SequenceSize, gid, Jump(4, 22, GidAt),
            0,
        ];
        return new MarshallingProgram(ops, Instructions: 10, Size: (int)(gid + SequenceSize), Align: 8, FixedSize: false);
    }
}
