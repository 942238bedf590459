using System.Text;

namespace Forewarn.Messages.Tests.Schema;

/// <summary>Writes types as IDL for CycloneDDS's compiler.</summary>
internal static class IdlText
{
    /// <param name="serviceHeader">Whether two 8-byte members come first, as rmw_cyclonedds puts them before requests.</param>
    public static string Of(MessageSchema type, bool serviceHeader = false)
    {
        var text = new StringBuilder();
        string[] name = type.Name.Split('/');
        text.Append($"module {name[0]} {{ module {name[1]} {{ struct {CName(name[2], serviceHeader)} {{\n");
        if (serviceHeader) text.Append("  unsigned long long h_client;\n  unsigned long long h_sequence;\n");
        foreach (var field in type.Fields) text.Append($"  {Member(field)};\n");
        return text.Append("}; }; };\n").ToString();
    }

    /// <summary>Name of the structure in C.</summary>
    public static string CName(MessageSchema type, bool serviceHeader = false)
    {
        string[] name = type.Name.Split('/');
        return $"{name[0]}_{name[1]}_{CName(name[2], serviceHeader)}";
    }

    // The prefixes keep names off IDL's keywords, which are keywords in any case: String too.
    private static string CName(string type, bool serviceHeader) => serviceHeader ? $"T_{type}_h" : $"T_{type}";

    private static string Member(FieldSchema field) => field.Shape switch
    {
        FieldShape.Array => $"{Item(field)} f_{field.Name}[{field.Capacity}]",
        FieldShape.Sequence => $"sequence<{Item(field)} > f_{field.Name}",
        FieldShape.BoundedSequence => $"sequence<{Item(field)}, {field.Capacity}> f_{field.Name}",
        _ => $"{Item(field)} f_{field.Name}",
    };

    private static string Scoped(string[] name) => $"{name[0]}::{name[1]}::{CName(name[2], serviceHeader: false)}";

    private static string Item(FieldSchema field) => field.Kind switch
    {
        FieldKind.Nested => Scoped(field.NestedType.Split('/')),
        FieldKind.Bool => "boolean",
        FieldKind.Byte => "octet",
        FieldKind.Float32 => "float",
        FieldKind.Float64 => "double",
        FieldKind.BoundedString => $"string<{field.StringCapacity}>",
        _ => field.Kind.ToString().ToLowerInvariant(),
    };
}
