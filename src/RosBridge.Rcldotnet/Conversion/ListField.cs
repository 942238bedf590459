using System.Reflection;
using System.Runtime.InteropServices;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>A sequence, which is a list in the workspace's classes. Shrinking gives up what lay beyond.</summary>
internal sealed class ListField<TMessage, T>(PropertyInfo property, ItemCodec<T> items, FieldSchema field)
    : FieldCodec<TMessage, List<T>>(property)
{
    public override void Read(TMessage message, ref CdrReader reader)
    {
        int count = reader.ReadCount(items.Least, field.Capacity);
        List<T>? list = Get(message);
        if (list is null) Set(message, list = []);
        CollectionsMarshal.SetCount(list, count);
        items.Read(ref reader, CollectionsMarshal.AsSpan(list));
    }

    public override void Write(TMessage message, CdrWriter writer)
    {
        var span = CollectionsMarshal.AsSpan(Get(message));
        writer.WriteCount(span.Length, field.Capacity);
        items.Write(writer, (ReadOnlySpan<T>)span);
    }
}
