using System.Reflection;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Pairs a field of a definition with a property of a workspace's class.</summary>
internal static class FieldCodecs
{
    /// <summary>Whether a property can hold the field.</summary>
    public static bool Fits(FieldSchema field, Type property) =>
        ItemOf(field, property) is { } item
        && (field.Kind == FieldKind.Nested ? item.FullName == WorkspaceNames.Class(field.NestedType) : item == TypeOf(field.Kind));

    public static FieldCodec<TMessage> Make<TMessage>(MessageSchema owner, FieldSchema field, PropertyInfo property, SchemaCatalog catalog)
    {
        Type item = ItemOf(field, property.PropertyType)!;
        object items = Items(owner, field, item, catalog);
        Type Of(Type shape) => shape.MakeGenericType(typeof(TMessage), item);
        return (FieldCodec<TMessage>)(
            field.IsSequence ? WorkspaceNames.Make(Of(typeof(ListField<,>)), property, items, field)
            : field.Shape == FieldShape.Array ? WorkspaceNames.Make(Of(typeof(ArrayField<,>)), property, items, field)
            : WorkspaceNames.Make(Of(typeof(SingleField<,>)), property, items));
    }

    private static object Items(MessageSchema owner, FieldSchema field, Type item, SchemaCatalog catalog)
    {
        if (field.IsText) return new TextCodec(field.StringCapacity);
        return field.Kind == FieldKind.Nested
            ? WorkspaceNames.Make(typeof(MessageCodec<>).MakeGenericType(item), catalog.Resolve(owner, field), catalog)
            : WorkspaceNames.Make(typeof(ScalarCodec<>).MakeGenericType(item));
    }

    private static Type? ItemOf(FieldSchema field, Type property)
    {
        if (field.IsSequence)
            return property.IsGenericType && property.GetGenericTypeDefinition() == typeof(List<>) ? property.GetGenericArguments()[0] : null;
        return field.Shape == FieldShape.Array ? property.GetElementType() : property;
    }

    private static Type TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Int8 => typeof(sbyte),
        FieldKind.UInt8 or FieldKind.Byte => typeof(byte),
        FieldKind.Int16 => typeof(short),
        FieldKind.UInt16 => typeof(ushort),
        FieldKind.Int32 => typeof(int),
        FieldKind.UInt32 => typeof(uint),
        FieldKind.Int64 => typeof(long),
        FieldKind.UInt64 => typeof(ulong),
        FieldKind.Float32 => typeof(float),
        FieldKind.Float64 => typeof(double),
        FieldKind.Bool => typeof(bool),
        _ => typeof(string),
    };
}
