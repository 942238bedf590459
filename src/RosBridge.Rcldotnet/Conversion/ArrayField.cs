using System.Reflection;
using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>An array of fixed length.</summary>
internal sealed class ArrayField<TMessage, T>(PropertyInfo property, ItemCodec<T> items, FieldSchema field)
    : FieldCodec<TMessage, T[]>(property)
{
    public override void Read(TMessage message, ref CdrReader reader) => items.Read(ref reader, Of(message).AsSpan());

    public override void Write(TMessage message, CdrWriter writer) => items.Write(writer, (ReadOnlySpan<T>)Of(message));

    private T[] Of(TMessage message) => Get(message) is { } array && array.Length == field.Capacity
        ? array
        : throw ForewarnException.Of($"{typeof(TMessage).FullName}.{field.Name}", $"{Get(message)?.Length ?? 0} items",
            $"{field.Capacity}", "The workspace's class is that of another definition: build it again.");
}
