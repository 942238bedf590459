using System.Linq;
using System.Text;

namespace Forewarn.Messages;

/// <summary>Writes definitions as recordings keep them: <c>ros2msg</c>, the type and then everything it refers to.</summary>
public static class DefinitionText
{
    /// <summary>The text of a type, then per dependency a line of 80 equals signs, <c>MSG: package/Type</c> and its text.</summary>
    /// <exception cref="InterfaceSyntaxException">A type it refers to is missing.</exception>
    public static string Of(MessageSchema type, SchemaCatalog catalog)
    {
        var text = new StringBuilder();
        AppendBody(text, type);
        foreach (var other in catalog.Dependencies(type))
        {
            text.Append('=', 80).Append('\n').Append("MSG: ").Append(ShortName(other.Name)).Append('\n');
            AppendBody(text, other);
        }

        return text.ToString();
    }

    private static void AppendBody(StringBuilder text, MessageSchema type)
    {
        foreach (var constant in type.Constants)
        {
            text.Append(PrimitiveNames.NameOf(constant.Kind)).Append(' ').Append(constant.Name).Append('=')
                .Append(Value(constant.Kind, constant.Value)).Append('\n');
        }

        // The field of an empty message is a matter of IDL; definition texts leave it out.
        if (type.IsEmpty) return;
        foreach (var field in type.Fields)
        {
            text.Append(TypeOf(field)).Append(' ').Append(field.Name);
            if (field.Defaults is { } defaults)
            {
                string values = string.Join(", ", defaults.Select(value => Value(field.Kind, value)));
                text.Append(' ').Append(field.Shape == FieldShape.Single ? values : $"[{values}]");
            }

            text.Append('\n');
        }
    }

    private static string TypeOf(FieldSchema field)
    {
        string item = field.Kind == FieldKind.Nested ? ShortName(field.NestedType) : PrimitiveNames.NameOf(field.Kind);
        if (field.Kind == FieldKind.BoundedString) item += $"<={field.StringCapacity}";
        return field.Shape switch
        {
            FieldShape.Array => $"{item}[{field.Capacity}]",
            FieldShape.BoundedSequence => $"{item}[<={field.Capacity}]",
            FieldShape.Sequence => item + "[]",
            _ => item,
        };
    }

    private static string Value(FieldKind kind, string value) =>
        kind is FieldKind.String or FieldKind.BoundedString ? "\"" + value.Replace("\"", "\\\"") + "\"" : value;

    // Messages go by package/Type; types that come from services and actions have no shorter name than their own.
    private static string ShortName(string name) => name.Replace("/msg/", "/");
}
