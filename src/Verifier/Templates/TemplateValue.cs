using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Forewarn.Verifier.Templates;

/// <summary>
/// What values of templates are and do: null, bool, long, double, string, lists and dictionaries in order of their keys' arrival.
/// </summary>
internal static class TemplateValue
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool b => b,
        long n => n != 0,
        double d => d != 0,
        string s => s.Length > 0,
        ICollection c => c.Count > 0,
        _ => true,
    };

    /// <summary>As an output writes it: Python's words for what is no text.</summary>
    public static string Text(object? value) => value switch
    {
        null => "None",
        Undefined => "",
        bool b => b ? "True" : "False",
        string s => s,
        long n => n.ToString(CultureInfo.InvariantCulture),
        double d => d == Math.Floor(d) && Math.Abs(d) < 1e16 ? d.ToString("F1", CultureInfo.InvariantCulture) : d.ToString("R", CultureInfo.InvariantCulture),
        List<object?> list => $"[{string.Join(", ", list.Select(Quoted))}]",
        Dictionary<string, object?> map => $"{{{string.Join(", ", map.Select(p => $"{Quoted(p.Key)}: {Quoted(p.Value)}"))}}}",
        _ => value.ToString() ?? "",
    };

    public static new bool Equals(object? a, object? b) => (a, b) switch
    {
        (Undefined, Undefined) => true,
        (long x, double y) => x == y,
        (double x, long y) => x == y,
        (List<object?> x, List<object?> y) => x.Count == y.Count && x.Zip(y).All(p => Equals(p.First, p.Second)),
        _ => object.Equals(a, b),
    };

    /// <exception cref="InvalidOperationException">They have no order.</exception>
    public static int Compare(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (long x, long y) => x.CompareTo(y),
        (long or double, long or double) => Number(a).CompareTo(Number(b)),
        _ => throw new InvalidOperationException($"{Kind(a)} and {Kind(b)} have no order"),
    };

    public static bool Contains(object? container, object? item) => container switch
    {
        string s => s.Contains(Text(item), StringComparison.Ordinal),
        List<object?> list => list.Exists(i => Equals(i, item)),
        Dictionary<string, object?> map => item is string key && map.ContainsKey(key),
        Undefined => false,
        _ => throw new InvalidOperationException($"{Kind(container)} contains nothing"),
    };

    /// <summary>What a loop goes over: items, keys, characters.</summary>
    public static IReadOnlyList<object?> Items(object? value) => value switch
    {
        List<object?> list => list,
        Dictionary<string, object?> map => [.. map.Keys],
        string s => [.. s.EnumerateRunes().Select(r => (object?)r.ToString())],
        Undefined => [],
        _ => throw new InvalidOperationException($"{Kind(value)} cannot be gone over"),
    };

    public static double Number(object? value) => value switch
    {
        long n => n,
        double d => d,
        bool b => b ? 1 : 0,
        _ => throw new InvalidOperationException($"{Kind(value)} is no number"),
    };

    public static string Kind(object? value) => value switch
    {
        null => "none",
        Undefined u => $"'{u.Name}', which is not defined,",
        bool => "a truth value",
        long or double => "a number",
        string => "a text",
        List<object?> => "a list",
        Dictionary<string, object?> => "a mapping",
        _ => "a function",
    };

    public static string Json(object? value, int? indent) => indent is int width
        ? Node(value)?.ToJsonString(new(Compact) { WriteIndented = true, IndentSize = width }) ?? "null"
        // Python's form, which models have seen in training: a blank behind every colon and comma.
        : Spaced(value);

    private static string Spaced(object? value) => value switch
    {
        List<object?> list => $"[{string.Join(", ", list.Select(Spaced))}]",
        Dictionary<string, object?> map => $"{{{string.Join(", ", map.Select(p => $"{Spaced(p.Key)}: {Spaced(p.Value)}"))}}}",
        _ => Node(value)?.ToJsonString(Compact) ?? "null",
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null or Undefined => null,
        bool b => b,
        long n => n,
        double d => d,
        string s => s,
        List<object?> list => new JsonArray([.. list.Select(Node)]),
        Dictionary<string, object?> map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Node(p.Value)))),
        _ => throw new InvalidOperationException($"{Kind(value)} has no JSON form"),
    };

    private static string Quoted(object? value) => value is not string s ? Text(value) : "'" + s.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'";
}
