using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Forewarn.Messages;

/// <summary>One line of a definition: a field, a constant, a comment or nothing.</summary>
internal readonly struct DefinitionLine
{
    private static readonly Regex FieldName = new("^(?!.*__)(?!.*_$)[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant);
    private static readonly Regex ConstantName = new("^[A-Z](?:_?[A-Z0-9])*$", RegexOptions.CultureInvariant);
    private static readonly Regex Parts = new(@"^(?<type>\S+)\s+(?<name>\w+)\s*(?<rest>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex TypeParts = new(
        @"^(?<base>[\w/]+)(<=(?<text>\d+))?(\[(?<most><=)?(?<count>\d*)\])?$", RegexOptions.CultureInvariant);

    private DefinitionLine(string code, string comment, bool blank, int number)
    {
        Code = code;
        Comment = comment;
        IsBlank = blank;
        Number = number;
    }

    /// <summary>Without comment and surrounding blanks.</summary>
    public string Code { get; }

    public string Comment { get; }

    public bool IsBlank { get; }

    public int Number { get; }

    public static DefinitionLine Read(string text, int number)
    {
        int hash = CommentStart(text);
        string code = (hash < 0 ? text : text.Substring(0, hash)).Trim();
        string comment = hash < 0 ? "" : text.Substring(hash).TrimStart('#').Trim();
        return new(code, comment, hash < 0 && code.Length == 0, number);
    }

    /// <returns>Null when the line is no constant.</returns>
    public ConstantSchema? ReadConstant(string comment)
    {
        var (type, name, rest) = Cut();
        if (!rest.StartsWith("=", StringComparison.Ordinal)) return null;
        if (!ConstantName.IsMatch(name)) throw Bad($"the constant name '{name}'", "capital letters, digits, single underscores");
        if (PrimitiveNames.KindOf(type) is not { } kind)
            throw type is "wstring" ? NoWideStrings() : Bad($"a constant of type '{type}'", "a primitive type");
        return new(name, kind, Value(kind, rest.Substring(1).Trim()), comment, Number);
    }

    public FieldSchema ReadField(string package, string comment)
    {
        var (typeText, name, rest) = Cut();
        if (!FieldName.IsMatch(name))
            throw Bad($"the field name '{name}'", "lower case letters, digits, single underscores, a letter first");
        var type = TypeParts.Match(typeText);
        if (!type.Success) throw Bad($"the type '{typeText}'", "TYPE, TYPE[], TYPE[3], TYPE[<=3] or string<=10 with one of them");
        string word = type.Groups["base"].Value;
        if (word is "wstring") throw NoWideStrings();
        bool bounded = type.Groups["text"].Success;
        var kind = PrimitiveNames.KindOf(word) ?? FieldKind.Nested;
        if (bounded && kind != FieldKind.String) throw Bad($"a bound on '{word}'", "a bound on 'string' alone");
        var field = new FieldSchema(name, bounded ? FieldKind.BoundedString : kind, ShapeOf(type))
        {
            Comment = comment,
            Line = Number,
            Capacity = Count(type.Groups["count"]),
            StringCapacity = Count(type.Groups["text"]),
            NestedType = kind == FieldKind.Nested ? FullName(package, word) : "",
        };
        if (rest.Length > 0) field.Defaults = ReadDefaults(field, rest);
        return field;
    }

    private static FieldShape ShapeOf(Match type) => type switch
    {
        _ when type.Groups["most"].Success => FieldShape.BoundedSequence,
        _ when type.Groups["count"].Value.Length > 0 => FieldShape.Array,
        _ when type.Groups["count"].Success => FieldShape.Sequence,
        _ => FieldShape.Single,
    };

    private int Count(Group group)
    {
        if (!group.Success || group.Value.Length == 0) return 0;
        return int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count : throw Bad($"the size {group.Value}", $"1 to {int.MaxValue}");
    }

    private string FullName(string package, string word)
    {
        string[] parts = word.Split('/');
        return parts.Length switch
        {
            _ when parts.Any(part => part.Length == 0) => throw Bad($"the type '{word}'", "package/Type"),
            1 when word == "Header" => "std_msgs/msg/Header",
            1 => $"{package}/msg/{word}",
            2 => $"{parts[0]}/msg/{parts[1]}",
            3 => word,
            _ => throw Bad($"the type '{word}'", "package/Type"),
        };
    }

    private IReadOnlyList<string> ReadDefaults(FieldSchema field, string text)
    {
        if (field.Kind == FieldKind.Nested) throw Bad($"a default for '{field.Name}' of type {field.NestedType}", "none");
        var kind = field.Kind;
        if (field.Shape == FieldShape.Single) return new[] { Text(field, Value(kind, text)) };
        if (text[0] != '[' || text[text.Length - 1] != ']') throw Bad($"the default {text}", "a list in square brackets");
        var self = this;
        var items = SplitList(text.Substring(1, text.Length - 2)).Select(item => self.Text(field, self.Value(kind, item))).ToArray();
        bool fits = field.Shape == FieldShape.Array ? items.Length == field.Capacity
            : field.Shape == FieldShape.Sequence || items.Length <= field.Capacity;
        return fits ? items : throw Bad($"{items.Length} default values", $"{field.Capacity} for '{field.Name}'");
    }

    private string Text(FieldSchema field, string value) =>
        field.StringCapacity == 0 || System.Text.Encoding.UTF8.GetByteCount(value) <= field.StringCapacity
            ? value : throw Bad($"a default of more than {field.StringCapacity} bytes", "one within the bound");

    private string Value(FieldKind kind, string text)
    {
        string value = kind is FieldKind.String or FieldKind.BoundedString ? Unquote(text) : text;
        return PrimitiveNames.Canonical(kind, value)
            ?? throw Bad($"the value '{text}'", $"a value of type {PrimitiveNames.NameOf(kind)}");
    }

    private string Unquote(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\'')) return text;
        if (text.Length < 2 || text[text.Length - 1] != text[0]) throw Bad($"the text {text}", "a closing quote");
        return text.Substring(1, text.Length - 2).Replace("\\" + text[0], text[0].ToString());
    }

    private (string Type, string Name, string Tail) Cut()
    {
        var match = Parts.Match(Code);
        return match.Success
            ? (match.Groups["type"].Value, match.Groups["name"].Value, match.Groups["rest"].Value)
            : throw Bad($"'{Code}'", "TYPE name, TYPE name default or TYPE NAME=value");
    }

    private InterfaceSyntaxException Bad(string found, string wanted) => InterfaceParser.Bad(Number, found, wanted);

    private InterfaceSyntaxException NoWideStrings() => new(
        "found the type 'wstring', which is not supported: middlewares disagree on how wide characters travel. "
        + "Use 'string', which is UTF-8.",
        Number, unsupported: true);

    private static List<string> SplitList(string text)
    {
        var items = new List<string>();
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '"' or '\'') i = QuoteEnd(text, i);
            if (i < text.Length && text[i] != ',') continue;
            items.Add(text.Substring(start, i - start).Trim());
            start = i + 1;
        }

        if (items.Count == 1 && items[0].Length == 0) items.Clear();
        return items;
    }

    private static int CommentStart(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '#') return i;
            if (text[i] is '"' or '\'') i = QuoteEnd(text, i);
        }

        return -1;
    }

    /// <summary>Where a quotation closes; its own start when it does not, as an apostrophe in a text does not.</summary>
    private static int QuoteEnd(string text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == text[start]) return i;
        }

        return start;
    }
}
