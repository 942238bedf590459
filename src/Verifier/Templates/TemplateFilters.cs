using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Verifier.Templates;

/// <summary>What stands behind a bar.</summary>
internal static class TemplateFilters
{
    private static readonly string[] Known =
    [
        "trim", "length", "count", "upper", "lower", "capitalize", "title", "tojson", "default", "d", "first", "last", "join", "string", "int",
        "float", "replace", "items",
        "list", "reverse", "unique", "sort", "selectattr", "rejectattr", "map", "safe", "e", "escape", "indent", "abs", "dictsort", "select", "reject",
    ];

    /// <exception cref="TemplateFault">No such filter.</exception>
    public static void Require(string name, int line)
    {
        if (!Known.Contains(name)) throw new TemplateFault($"the filter '{name}', which is not known ({NearestName.Advice(name, Known).TrimEnd('.')})", line);
    }

    /// <exception cref="InvalidOperationException">The value does not go with the filter.</exception>
    public static object? Apply(string name, object? value, IReadOnlyList<object?> a, IReadOnlyDictionary<string, object?> named) => name switch
    {
        "trim" => TemplateValue.Text(value).Trim(),
        "length" or "count" => value is string s ? (long)s.EnumerateRunes().Count() : (long)TemplateValue.Items(value).Count,
        "upper" => TemplateValue.Text(value).ToUpperInvariant(),
        "lower" => TemplateValue.Text(value).ToLowerInvariant(),
        "capitalize" => Capitalized(TemplateValue.Text(value)),
        "title" => Titled(TemplateValue.Text(value)),
        "tojson" => TemplateValue.Json(value, Indent(a, named)),
        "default" or "d" => value is Undefined || (Argument(a, named, 1, "boolean") is true && !TemplateValue.IsTrue(value))
            ? Argument(a, named, 0, "default_value") ?? "" : value,
        "first" => TemplateValue.Items(value) is { Count: > 0 } items ? items[0] : Undefined.Of("first"),
        "last" => TemplateValue.Items(value) is { Count: > 0 } items ? items[^1] : Undefined.Of("last"),
        "join" => string.Join(TemplateValue.Text(Argument(a, named, 0, "d") ?? ""), TemplateValue.Items(value).Select(TemplateValue.Text)),
        "string" => TemplateValue.Text(value),
        "int" => long.TryParse(TemplateValue.Text(value), NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) ? whole
            : value is double d ? (long)d : 0L,
        "float" => double.TryParse(TemplateValue.Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? real : 0.0,
        "replace" => TemplateValue.Text(value).Replace(TemplateValue.Text(a[0]), TemplateValue.Text(a[1]), StringComparison.Ordinal),
        "items" => value is Dictionary<string, object?> ? ((TemplateCall)TemplateMembers.Attribute(value, "items")!)([], named) : new List<object?>(),
        "dictsort" => ((Dictionary<string, object?>)value!).OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase)
            .Select(p => (object?)(List<object?>)[p.Key, p.Value]).ToList(),
        "list" => TemplateValue.Items(value).ToList(),
        "reverse" => value is string text ? string.Concat(text.Reverse()) : TemplateValue.Items(value).Reverse().ToList(),
        "unique" => TemplateValue.Items(value).Distinct().ToList(),
        "sort" => TemplateValue.Items(value).Order(Comparer<object?>.Create(TemplateValue.Compare)).ToList(),
        "selectattr" => Chosen(value, a, true, i => TemplateMembers.Attribute(i, TemplateValue.Text(a[0]))),
        "rejectattr" => Chosen(value, a, false, i => TemplateMembers.Attribute(i, TemplateValue.Text(a[0]))),
        "select" => Chosen(value, [null, .. a], true, i => i),
        "reject" => Chosen(value, [null, .. a], false, i => i),
        "map" => Mapped(value, a, named),
        "indent" => Indented(TemplateValue.Text(value), a, named),
        "abs" => value is long n ? (object)Math.Abs(n) : Math.Abs(TemplateValue.Number(value)),
        _ => value,
    };

    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    public static string Titled(string text) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant());

    private static object? Argument(IReadOnlyList<object?> a, IReadOnlyDictionary<string, object?> named, int position, string name) =>
        a.Count > position ? a[position] : named.GetValueOrDefault(name);

    private static int? Indent(IReadOnlyList<object?> a, IReadOnlyDictionary<string, object?> named) =>
        Argument(a, named, 0, "indent") is { } width ? (int)TemplateValue.Number(width) : null;

    private static List<object?> Chosen(object? value, IReadOnlyList<object?> a, bool wanted, Func<object?, object?> attribute) =>
        [.. TemplateValue.Items(value).Where(i => wanted == (a.Count < 2
            ? TemplateValue.IsTrue(attribute(i))
            : TemplateTests.Holds(TemplateValue.Text(a[1]), attribute(i), [.. a.Skip(2)])))];

    private static List<object?> Mapped(object? value, IReadOnlyList<object?> a, IReadOnlyDictionary<string, object?> named) =>
        named.TryGetValue("attribute", out object? attribute)
            ? [.. TemplateValue.Items(value).Select(i => TemplateMembers.Attribute(i, TemplateValue.Text(attribute)))]
            : [.. TemplateValue.Items(value).Select(i => Apply(TemplateValue.Text(a[0]), i, [.. a.Skip(1)], named))];

    private static string Indented(string text, IReadOnlyList<object?> a, IReadOnlyDictionary<string, object?> named)
    {
        string blanks = new(' ', (int)TemplateValue.Number(Argument(a, named, 0, "width") ?? 4L));
        bool first = TemplateValue.IsTrue(Argument(a, named, 1, "first"));
        return (first ? blanks : "") + string.Join('\n', text.Split('\n').Select((line, i) => i > 0 && line.Length > 0 ? blanks + line : line));
    }
}
