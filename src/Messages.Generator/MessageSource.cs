using System.Collections.Generic;
using System.Linq;

namespace Forewarn.Messages.Generator;

/// <summary>The class of one message.</summary>
internal static class MessageSource
{
    public static void Append(SourceText text, MessageSchema type, SchemaCatalog catalog, bool isServicePart)
    {
        string name = CSharpNames.ClassName(type.Name);
        var (fields, constants) = CSharpNames.Members(type);
        string comment = type.Comment.Length > 0 ? " " + type.Comment : "";
        text.Document($"ROS 2 message {type.Name}.{comment}").Open($"public sealed partial class {name} : IRosMessage<{name}>");
        for (int i = 0; i < constants.Length; i++) AppendConstant(text, type.Constants[i], constants[i]);
        var filled = new List<(FieldSchema, string)>();
        for (int i = 0; i < fields.Length && !type.IsEmpty; i++)
        {
            AppendProperty(text, type.Fields[i], fields[i]);
            if (NeedsFilling(type.Fields[i])) filled.Add((type.Fields[i], fields[i]));
        }

        if (filled.Count > 0) AppendConstructor(text, name, filled);
        text.Line($"public static MessageType Type {{ get; }} = {TypeSource.Of(type, catalog, isServicePart)};").Line();
        var wire = new WireSource(text, type, fields, catalog);
        wire.AppendWrite();
        text.Line();
        wire.AppendRead();
        text.Close().Line();
    }

    private static void AppendConstant(SourceText text, ConstantSchema constant, string name)
    {
        if (constant.Comment.Length > 0) text.Document(constant.Comment);
        string value = Literals.Of(constant.Kind, constant.Value);
        text.Line($"public const {CSharpNames.Primitive(constant.Kind)} {name} = {value};").Line();
    }

    private static void AppendProperty(SourceText text, FieldSchema field, string name)
    {
        string item = field.Kind == FieldKind.Nested ? CSharpNames.FullClassName(field.NestedType) : CSharpNames.Primitive(field.Kind);
        string bound = (field.Capacity, field.StringCapacity) switch
        {
            (0, 0) => "",
            (var items, 0) => field.Shape == FieldShape.Array ? $" {items} items." : $" At most {items} items.",
            (0, var bytes) => $" At most {bytes} bytes.",
            var (items, bytes) => $" {items} items at most, of at most {bytes} bytes.",
        };
        if (field.Comment.Length + bound.Length > 0) text.Document((field.Comment + bound).Trim());
        text.Line(field.Shape switch
        {
            FieldShape.Array => $"public {item}[] {name} {{ get; }} = new {item}[{field.Capacity}];",
            FieldShape.Single when field.Kind == FieldKind.Nested => $"public {item} {name} {{ get; }} = new();",
            FieldShape.Single => $"public {item} {name} {{ get; set; }}{Initial(field)}",
            _ => $"public Sequence<{item}> {name} {{ get; }} = new();",
        }).Line();
    }

    private static string Initial(FieldSchema field) =>
        field.Defaults is { } values ? $" = {Literals.Of(field.Kind, values[0])};" : field.IsText ? " = \"\";" : "";

    private static bool NeedsFilling(FieldSchema field) => field.Shape switch
    {
        FieldShape.Single => false,
        FieldShape.Array => field.Defaults is not null || field.IsText || field.Kind == FieldKind.Nested,
        _ => field.Defaults is { Count: > 0 },
    };

    private static void AppendConstructor(SourceText text, string name, List<(FieldSchema Field, string Name)> filled)
    {
        text.Open($"public {name}()");
        foreach (var (field, member) in filled)
        {
            if (field.Defaults is { } values)
            {
                string list = $"[{string.Join(", ", values.Select(value => Literals.Of(field.Kind, value)))}]";
                text.Line(field.IsSequence ? $"{member}.Set({list});" : $"{member} = {list};");
            }
            else if (field.IsText) text.Line($"global::System.Array.Fill({member}, \"\");");
            else text.Line($"for (int i = 0; i < {member}.Length; i++) {member}[i] = new();");
        }

        text.Close().Line();
    }
}
