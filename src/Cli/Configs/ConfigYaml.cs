using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Forewarn.Cli.Configs;

/// <summary>Writes typed options as YAML that binds back to the same values.</summary>
internal static class ConfigYaml
{
    public static string Write(IEnumerable<(string Section, object Value)> sections)
    {
        var text = new StringBuilder();
        foreach (var (section, value) in sections) Entry(text, section, value, "");
        return text.ToString();
    }

    private static void Entry(StringBuilder text, string key, object? value, string indent)
    {
        text.Append(indent).Append(key).Append(':');
        if (IsScalar(value) || IsFlat(value!)) text.Append(' ').Append(Inline(value)).Append('\n');
        else if (value is IDictionary { Count: > 0 } map) Block(text, Pairs(map), indent + "  ");
        else if (value is IDictionary) text.Append(" {}\n");
        else if (value is IEnumerable items)
        {
            text.Append('\n');
            foreach (object? item in items) text.Append(indent).Append("  - ").Append(Inline(item)).Append('\n');
        }
        else Block(text, Members(value!), indent + "  ");
    }

    private static void Block(StringBuilder text, IEnumerable<(string Key, object? Value)> entries, string indent)
    {
        text.Append('\n');
        foreach (var (key, value) in entries) Entry(text, key, value, indent);
    }

    private static bool IsFlat(object value) =>
        value is not IDictionary && value is IEnumerable items && items.Cast<object?>().All(IsScalar);

    private static bool IsScalar(object? value) => value is null || ConfigBinder.IsScalar(value.GetType());

    private static string Inline(object? value) => value switch
    {
        null => "null",
        string word => JsonSerializer.Serialize(word),
        bool truth => truth ? "true" : "false",
        Enum name => ConfigName.Of(name.ToString()),
        IFormattable number when value.GetType().IsPrimitive => number.ToString("R", CultureInfo.InvariantCulture),
        IDictionary map => Braces(Pairs(map)),
        IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Inline)) + "]",
        _ => Braces(Members(value)),
    };

    private static string Braces(IEnumerable<(string Key, object? Value)> entries) =>
        "{ " + string.Join(", ", entries.Select(entry => $"{entry.Key}: {Inline(entry.Value)}")) + " }";

    private static IEnumerable<(string Key, object? Value)> Pairs(IDictionary map) => map.Keys.Cast<object>()
        .Select(key => (Key(key), map[key]));

    private static string Key(object key) =>
        key is Enum name ? ConfigName.Of(name.ToString()) : Convert.ToString(key, CultureInfo.InvariantCulture)!;

    private static IEnumerable<(string Key, object? Value)> Members(object record) =>
        ConfigMember.Of(record.GetType()).Select(member => (member.Name, member.Property.GetValue(record)));
}
