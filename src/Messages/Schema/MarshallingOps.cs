using System;
using System.Collections.Generic;

namespace Forewarn.Messages;

/// <summary>
/// The instructions that CycloneDDS's <c>idlc</c> writes for a type (version 0.10, plain XCDR1), and the C structure that
/// their offsets refer to.
/// </summary>
public sealed class MarshallingOps
{
    // dds/ddsc/dds_opcodes.h
    private const uint Address = 1u << 24;
    private const uint Sequence = 7u << 16, Array = 8u << 16, Structure = 13u << 16, BoundedSequence = 11u << 16;
    private const uint Eight = 4u << 16, Signed = 1u << 2, Floating = 1u << 1;
    private const int StructureType = 10;
    private const int MostBytes = 1 << 30;

    private readonly SchemaCatalog _catalog;
    private readonly List<uint> _ops = new();
    private readonly Dictionary<string, int> _starts = new(StringComparer.Ordinal);
    private readonly List<(int Instruction, int Word, string Type)> _jumps = new();

    private MarshallingOps(SchemaCatalog catalog) => _catalog = catalog;

    /// <summary>Instruction words.</summary>
    public IReadOnlyList<uint> Ops => _ops;

    /// <summary>Number of instructions in them.</summary>
    public int Instructions { get; private set; }

    /// <summary>Bytes of the C structure.</summary>
    public int Size { get; private set; }

    /// <summary>Its alignment, bytes.</summary>
    public int Align { get; private set; }

    /// <summary>Whether every sample has the same length: no string, no sequence.</summary>
    public bool FixedSize { get; private set; } = true;

    /// <param name="serviceHeader">Whether rmw_cyclonedds's correlation header, client id and sequence number, comes first.</param>
    /// <exception cref="InterfaceSyntaxException">A type is missing, contains itself, or is too large for the jumps.</exception>
    public static MarshallingOps Of(MessageSchema type, SchemaCatalog catalog, bool serviceHeader = false)
    {
        catalog.Dependencies(type);
        var program = new MarshallingOps(catalog);
        int head = serviceHeader ? 16 : 0;
        if (serviceHeader)
        {
            program.Emit(Address | Eight, 0);
            program.Emit(Address | Eight, 8);
        }

        program.EmitType(type, head);
        program.ResolveJumps(type);
        var layout = program.LayoutOf(type, head);
        (program.Size, program.Align) = (layout.Size, layout.Align);
        return program;
    }

    private void ResolveJumps(MessageSchema type)
    {
        foreach (var (instruction, word, target) in _jumps)
        {
            int jump = _starts[target] - instruction;
            if (jump is < short.MinValue or > short.MaxValue)
                throw new InterfaceSyntaxException($"{type.Name}: found {_ops.Count} marshalling words, more than a jump can span.", 0);
            _ops[word] |= (ushort)jump;
        }
    }

    private void EmitType(MessageSchema type, int start)
    {
        int at = start;
        foreach (var field in type.Fields)
        {
            var layout = LayoutOf(type, field);
            at = RoundUp(at, layout.Align);
            EmitField(type, field, (uint)at);
            at += layout.Size;
        }

        Emit(0);
        // idlc's order: what a type refers to follows it, depth first.
        foreach (var field in type.Fields)
        {
            if (field.Kind != FieldKind.Nested || _starts.ContainsKey(field.NestedType)) continue;
            _starts[field.NestedType] = _ops.Count;
            EmitType(_catalog.Resolve(type, field), 0);
        }
    }

    private void EmitField(MessageSchema owner, FieldSchema field, uint at)
    {
        uint item = (uint)TypeOf(field.Kind), flags = FlagsOf(field.Kind), capacity = (uint)field.Capacity;
        uint bound = (uint)field.StringCapacity + 1;
        bool nested = field.Kind == FieldKind.Nested, bounded = field.Kind == FieldKind.BoundedString;
        int here = _ops.Count;
        if (field.IsText || field.IsSequence) FixedSize = false;
        uint size = nested && field.Shape != FieldShape.Single ? (uint)ItemLayout(owner, field).Size : 0;
        uint many = Address | item << 8 | flags;
        switch (field.Shape)
        {
            case FieldShape.Single when nested: Emit(Address | Structure, at, 3u << 16); break;
            case FieldShape.Single when bounded: Emit(Address | item << 16, at, bound); break;
            case FieldShape.Single: Emit(Address | item << 16 | flags, at); break;
            case FieldShape.Array when nested: Emit(many | Array, at, capacity, 5u << 16, size); break;
            case FieldShape.Array when bounded: Emit(many | Array, at, capacity, 0, bound); break;
            case FieldShape.Array: Emit(many | Array, at, capacity); break;
            case FieldShape.Sequence when nested: Emit(many | Sequence, at, size, 4u << 16); break;
            case FieldShape.Sequence when bounded: Emit(many | Sequence, at, bound); break;
            case FieldShape.Sequence: Emit(many | Sequence, at); break;
            case FieldShape.BoundedSequence when nested: Emit(many | BoundedSequence, at, capacity, size, 5u << 16); break;
            case FieldShape.BoundedSequence when bounded: Emit(many | BoundedSequence, at, capacity, bound); break;
            default: Emit(many | BoundedSequence, at, capacity); break;
        }

        if (!nested) return;
        // The word with the jump is the last one, but for arrays, where the element size follows it.
        int word = field.Shape == FieldShape.Array ? here + 3 : _ops.Count - 1;
        _jumps.Add((here, word, field.NestedType));
    }

    private void Emit(params uint[] words)
    {
        _ops.AddRange(words);
        Instructions++;
    }

    private (int Size, int Align) LayoutOf(MessageSchema type, int head)
    {
        int align = head > 0 ? 8 : 1;
        long at = head;
        foreach (var field in type.Fields)
        {
            var layout = LayoutOf(type, field);
            at = RoundUp((int)at, layout.Align) + (long)layout.Size;
            align = Math.Max(align, layout.Align);
            if (at > MostBytes) throw TooLarge(type, field, at);
        }

        return (RoundUp((int)at, align), align);
    }

    private (int Size, int Align) LayoutOf(MessageSchema owner, FieldSchema field)
    {
        // dds_sequence_t: two counts, a pointer, a flag.
        if (field.IsSequence) return (24, 8);
        var (size, align) = ItemLayout(owner, field);
        long whole = (long)size * (field.Shape == FieldShape.Array ? field.Capacity : 1);
        return whole <= MostBytes ? ((int)whole, align) : throw TooLarge(owner, field, whole);
    }

    private static InterfaceSyntaxException TooLarge(MessageSchema owner, FieldSchema field, long size) => new(
        $"{owner.Name}.{field.Name}: found {size} bytes up to its end, wanted at most {MostBytes}. Use a sequence.", field.Line)
    {
        Owner = owner.Name,
    };

    private (int Size, int Align) ItemLayout(MessageSchema owner, FieldSchema field)
    {
        switch (field.Kind)
        {
            case FieldKind.Nested: return LayoutOf(_catalog.Resolve(owner, field), 0);
            case FieldKind.String: return (8, 8);
            case FieldKind.BoundedString: return (field.StringCapacity + 1, 1);
            default:
                int size = PrimitiveNames.SizeOf(field.Kind);
                return (size, size);
        }
    }

    private static int RoundUp(int at, int align) => (at + align - 1) / align * align;

    private static int TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Bool => 14,
        FieldKind.String => 5,
        FieldKind.BoundedString => 6,
        FieldKind.Nested => StructureType,
        _ => PrimitiveNames.SizeOf(kind) switch { 1 => 1, 2 => 2, 4 => 3, _ => 4 },
    };

    private static uint FlagsOf(FieldKind kind) => kind switch
    {
        FieldKind.Int8 or FieldKind.Int16 or FieldKind.Int32 or FieldKind.Int64 => Signed,
        FieldKind.Float32 or FieldKind.Float64 => Floating,
        _ => 0,
    };
}
