namespace Forewarn.Verifier.Templates;

/// <summary>Attributes, items, slices and methods of values.</summary>
internal static class TemplateMembers
{
    /// <exception cref="InvalidOperationException">The value is undefined.</exception>
    public static object? Attribute(object? value, string name) => value switch
    {
        Undefined u => throw new InvalidOperationException($"'{u.Name}' is not defined, so it has no '{name}'"),
        Dictionary<string, object?> map when map.TryGetValue(name, out object? item) => item,
        string text => TextMethod(text, name) ?? (object)Undefined.Of(name),
        Dictionary<string, object?> map => MapMethod(map, name) ?? (object)Undefined.Of(name),
        List<object?> list => ListMethod(list, name) ?? (object)Undefined.Of(name),
        _ => Undefined.Of(name),
    };

    public static object? Item(object? value, object? key) => (value, key) switch
    {
        (Undefined u, _) => throw new InvalidOperationException($"'{u.Name}' is not defined, so it has no items"),
        (Dictionary<string, object?> map, string name) => map.TryGetValue(name, out object? item) ? item : Undefined.Of(name),
        (List<object?> list, long at) => Within(at, list.Count, out int i) ? list[i] : Undefined.Of($"item {at}"),
        (string text, long at) => Within(at, text.Length, out int i) ? text[i].ToString() : Undefined.Of($"character {at}"),
        (_, string name) => Attribute(value, name),
        _ => Undefined.Of(TemplateValue.Text(key)),
    };

    public static object? Slice(object? value, object? start, object? stop, object? step)
    {
        bool isText = value is string;
        var items = TemplateValue.Items(value);
        long by = step is null ? 1 : (long)TemplateValue.Number(step);
        if (by == 0) throw new InvalidOperationException("a slice with a step of zero");
        long count = items.Count;
        long from = Bound(start, by > 0 ? 0 : count - 1), to = Bound(stop, by > 0 ? count : -count - 1);
        var taken = new List<object?>();
        for (long i = from; by > 0 ? i < to : i > to; i += by) if (i >= 0 && i < count) taken.Add(items[(int)i]);
        return isText ? string.Concat(taken) : taken;

        long Bound(object? bound, long otherwise)
        {
            if (bound is null) return otherwise < 0 ? -1 : otherwise;
            long at = (long)TemplateValue.Number(bound);
            return Math.Clamp(at < 0 ? at + count : at, -1, count);
        }
    }

    private static bool Within(long at, int count, out int index)
    {
        index = (int)(at < 0 ? at + count : at);
        return index >= 0 && index < count;
    }

    private static TemplateCall? TextMethod(string text, string name) => name switch
    {
        "strip" => (a, _) => a.Count == 0 ? text.Trim() : text.Trim(TemplateValue.Text(a[0]).ToCharArray()),
        "lstrip" => (a, _) => a.Count == 0 ? text.TrimStart() : text.TrimStart(TemplateValue.Text(a[0]).ToCharArray()),
        "rstrip" => (a, _) => a.Count == 0 ? text.TrimEnd() : text.TrimEnd(TemplateValue.Text(a[0]).ToCharArray()),
        "upper" => (_, _) => text.ToUpperInvariant(),
        "lower" => (_, _) => text.ToLowerInvariant(),
        "capitalize" => (_, _) => TemplateFilters.Capitalized(text),
        "title" => (_, _) => TemplateFilters.Titled(text),
        "startswith" => (a, _) => Any(a, t => text.StartsWith(t, StringComparison.Ordinal)),
        "endswith" => (a, _) => Any(a, t => text.EndsWith(t, StringComparison.Ordinal)),
        "find" => (a, _) => (long)text.IndexOf(TemplateValue.Text(a[0]), StringComparison.Ordinal),
        "count" => (a, _) => (long)(text.Split(TemplateValue.Text(a[0])).Length - 1),
        "replace" => (a, _) => text.Replace(TemplateValue.Text(a[0]), TemplateValue.Text(a[1]), StringComparison.Ordinal),
        "split" => (a, _) => Split(text, a),
        "join" => (a, _) => string.Join(text, TemplateValue.Items(a[0]).Select(TemplateValue.Text)),
        _ => null,
    };

    private static TemplateCall? MapMethod(Dictionary<string, object?> map, string name) => name switch
    {
        "items" => (_, _) => map.Select(p => (object?)(List<object?>)[p.Key, p.Value]).ToList(),
        "keys" => (_, _) => map.Keys.Cast<object?>().ToList(),
        "values" => (_, _) => map.Values.ToList(),
        "get" => (a, _) => map.TryGetValue(TemplateValue.Text(a[0]), out object? value) ? value : a.Count > 1 ? a[1] : null,
        "update" => (a, _) =>
        {
            foreach (var pair in (Dictionary<string, object?>)a[0]!) map[pair.Key] = pair.Value;
            return null;
        },
        _ => null,
    };

    private static TemplateCall? ListMethod(List<object?> list, string name) => name switch
    {
        "append" => (a, _) =>
        {
            list.Add(a[0]);
            return null;
        },
        "index" => (a, _) => (long)list.FindIndex(i => TemplateValue.Equals(i, a[0])),
        _ => null,
    };

    private static bool Any(IReadOnlyList<object?> arguments, Func<string, bool> holds) =>
        arguments[0] is List<object?> several ? several.Exists(t => holds(TemplateValue.Text(t))) : holds(TemplateValue.Text(arguments[0]));

    private static List<object?> Split(string text, IReadOnlyList<object?> arguments)
    {
        int limit = arguments.Count > 1 ? (int)TemplateValue.Number(arguments[1]) + 1 : int.MaxValue;
        string[] parts = arguments.Count == 0 || arguments[0] is null
            ? text.Split((char[]?)null, limit <= 0 ? int.MaxValue : limit, StringSplitOptions.RemoveEmptyEntries)
            : text.Split(TemplateValue.Text(arguments[0]), limit <= 0 ? int.MaxValue : limit);
        return [.. parts];
    }
}
