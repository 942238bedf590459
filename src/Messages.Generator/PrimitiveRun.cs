using System.Collections.Generic;

namespace Forewarn.Messages.Generator;

/// <summary>Neighboring single primitives whose offsets from the first are known.</summary>
internal sealed class PrimitiveRun
{
    private readonly List<int> _offsets = new();
    private readonly List<int> _holes = new();

    private PrimitiveRun(int first) => First = first;

    /// <summary>Index of the first field.</summary>
    public int First { get; }

    /// <summary>0 when the field there is no single primitive.</summary>
    public int Count => _offsets.Count;

    public IReadOnlyList<int> Offsets => _offsets;

    public int Size { get; private set; }

    public int Align { get; private set; } = 1;

    public static PrimitiveRun At(MessageSchema type, int first)
    {
        var run = new PrimitiveRun(first);
        for (int i = first; i < type.Fields.Count; i++)
        {
            var field = type.Fields[i];
            if (field.Shape != FieldShape.Single || field.IsText || field.Kind == FieldKind.Nested) break;
            int size = PrimitiveNames.SizeOf(field.Kind);
            if (i == first) run.Align = size;
            // Its place would depend on where the run starts.
            else if (size > run.Align) break;
            while (run.Size % size != 0) run._holes.Add(run.Size++);
            run._offsets.Add(run.Size);
            run.Size += size;
        }

        return run;
    }

    /// <summary>Offsets of padding bytes.</summary>
    public IReadOnlyList<int> Holes() => _holes;
}
