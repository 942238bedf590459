using System.Collections.Generic;

namespace Forewarn.Messages.Generator;

/// <summary>
/// The two methods that put a message on the wire and take it off. Neighboring primitives are one reservation: their
/// places in it are known, because the first of them is aligned to as much as any that follows.
/// </summary>
internal sealed class WireSource(SourceText text, MessageSchema type, string[] names, SchemaCatalog catalog)
{
    public void AppendWrite()
    {
        text.Open("public void WriteTo(CdrWriter writer)");
        if (type.IsEmpty) text.Line("writer.Write((byte)0);");
        for (int i = 0; i < type.Fields.Count && !type.IsEmpty;)
        {
            var run = PrimitiveRun.At(type, i);
            if (run.Count > 1) AppendRunWrite(run);
            else AppendWrite(type.Fields[i], names[i]);
            i += run.Count > 1 ? run.Count : 1;
        }

        text.Close();
    }

    public void AppendRead()
    {
        text.Open("public void ReadFrom(ref CdrReader reader)");
        if (type.IsEmpty) text.Line("reader.Read<byte>();");
        for (int i = 0; i < type.Fields.Count && !type.IsEmpty;)
        {
            var run = PrimitiveRun.At(type, i);
            if (run.Count > 1) AppendRunRead(run);
            else AppendRead(type.Fields[i], names[i]);
            i += run.Count > 1 ? run.Count : 1;
        }

        text.Close();
    }

    private void AppendRunWrite(PrimitiveRun run)
    {
        string place = "place" + run.First;
        text.Line($"ref byte {place} = ref writer.Reserve({run.Size}, {run.Align});");
        foreach (int hole in run.Holes()) text.Line($"{At(place, hole)} = 0;");
        for (int i = 0; i < run.Count; i++)
        {
            string name = names[run.First + i];
            string value = type.Fields[run.First + i].Kind == FieldKind.Bool ? $"{name} ? (byte)1 : (byte)0" : name;
            text.Line($"Unsafe.WriteUnaligned(ref {At(place, run.Offsets[i])}, {value});");
        }
    }

    private void AppendRunRead(PrimitiveRun run)
    {
        string place = "place" + run.First;
        text.Line($"ref byte {place} = ref reader.Take({run.Size}, {run.Align});").Line("if (reader.Failed) return;");
        for (int i = 0; i < run.Count; i++)
        {
            var kind = type.Fields[run.First + i].Kind;
            string at = At(place, run.Offsets[i]);
            text.Line(kind == FieldKind.Bool
                ? $"{names[run.First + i]} = {at} != 0;"
                : $"{names[run.First + i]} = Unsafe.ReadUnaligned<{CSharpNames.Primitive(kind)}>(ref {at});");
        }
    }

    private static string At(string place, int offset) => offset == 0 ? place : $"Unsafe.Add(ref {place}, {offset})";

    private void AppendWrite(FieldSchema field, string name)
    {
        bool nested = field.Kind == FieldKind.Nested, isArray = field.Shape == FieldShape.Array;
        string bound = field.Capacity > 0 && !isArray ? $", {field.Capacity}" : "";
        string textBound = field.StringCapacity > 0 ? $", {field.StringCapacity}" : "";
        if (field.Shape == FieldShape.Single)
        {
            text.Line(nested ? $"{name}.WriteTo(writer);" : $"writer.Write({name}{textBound});");
        }
        else if (nested)
        {
            string items = isArray ? name : $"items{name}";
            if (!isArray) text.Line($"var {items} = {name}.Span;").Line($"writer.WriteCount({items}.Length{bound});");
            // Growing a sequence leaves places empty; what was never filled in goes out as a new message.
            text.Line($"for (int i = 0; i < {items}.Length; i++) ({items}[i] ??= new()).WriteTo(writer);");
        }
        else if (field.IsText)
        {
            text.Line(isArray
                ? $"writer.WriteStrings({name}{textBound});"
                : $"writer.WriteStrings({name}, {field.Capacity}{textBound});");
        }
        else
        {
            string item = CSharpNames.Primitive(field.Kind);
            text.Line(isArray ? $"writer.WriteArray<{item}>({name});" : $"writer.WriteSequence<{item}>({name}.Span{bound});");
        }
    }

    private void AppendRead(FieldSchema field, string name)
    {
        bool nested = field.Kind == FieldKind.Nested, isArray = field.Shape == FieldShape.Array;
        string bound = field.Capacity > 0 && !isArray ? $", {field.Capacity}" : "";
        string textBound = field.StringCapacity > 0 ? $", {field.StringCapacity}" : "";
        if (field.Shape == FieldShape.Single)
        {
            text.Line(field.Kind switch
            {
                FieldKind.Nested => $"{name}.ReadFrom(ref reader);",
                FieldKind.String or FieldKind.BoundedString => $"{name} = reader.ReadString({name}{textBound});",
                FieldKind.Bool => $"{name} = reader.ReadBool();",
                _ => $"{name} = reader.Read<{CSharpNames.Primitive(field.Kind)}>();",
            });
        }
        else if (nested && isArray)
        {
            text.Line($"for (int i = 0; i < {name}.Length; i++) {name}[i].ReadFrom(ref reader);");
        }
        else if (nested)
        {
            int least = LeastBytes(catalog.Resolve(type, field));
            text.Line($"var items{name} = {name}.Resize(reader.ReadCount({least}{bound}));")
                .Open($"for (int i = 0; i < items{name}.Length; i++)")
                .Line($"(items{name}[i] ??= new()).ReadFrom(ref reader);")
                .Line("if (!reader.Failed) continue;")
                // Nothing but what was read may be seen, or empty places would be.
                .Line($"{name}.Resize(i + 1);")
                .Line("return;")
                .Close();
        }
        else if (field.IsText)
        {
            text.Line(isArray
                ? $"reader.ReadStrings({name}{textBound});"
                : $"reader.ReadStrings({name}, {field.Capacity}{textBound});");
        }
        else text.Line(isArray ? $"reader.ReadArray({name});" : $"reader.ReadSequence({name}{bound});");
    }

    /// <summary>Fewest bytes that a message takes, padding left out.</summary>
    private int LeastBytes(MessageSchema message)
    {
        long sum = 0;
        foreach (var field in message.Fields)
        {
            long item = field.IsSequence || field.IsText ? 4
                : field.Kind == FieldKind.Nested ? LeastBytes(catalog.Resolve(message, field)) : PrimitiveNames.SizeOf(field.Kind);
            sum += field.Shape == FieldShape.Array ? item * field.Capacity : item;
        }

        return (int)System.Math.Min(sum, int.MaxValue);
    }
}
