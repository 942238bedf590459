using System.Collections;
using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// A map as openpi sends it, keys in their order. Values are null, <see cref="bool"/>, <see cref="long"/>,
/// <see cref="ulong"/> (above the largest long only), <see cref="double"/>, <see cref="string"/>, <c>byte[]</c>,
/// <see cref="NdArray"/>, <see cref="WireMap"/>, or a <see cref="IReadOnlyList{T}"/> of these.
/// </summary>
public sealed class WireMap : IEnumerable<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    public WireMap() { }

    /// <summary>Another map with the same values.</summary>
    public WireMap(WireMap other)
    {
        foreach (var (key, value) in other) _values[key] = value;
    }

    public int Count => _values.Count;

    public object? this[string key]
    {
        get => _values.TryGetValue(key, out object? value) ? value : null;
        set => _values[key] = value;
    }

    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, object? value) => _values.Add(key, value);

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>
    /// The value of a key; where no key has that very name, slashes and dots lead into maps within maps (<c>images/cam_high</c>).
    /// </summary>
    public object? Find(string path)
    {
        if (_values.TryGetValue(path, out object? value)) return value;
        for (int cut = path.IndexOfAny(['/', '.']); cut > 0; cut = path.IndexOfAny(['/', '.'], cut + 1))
            if (_values.TryGetValue(path[..cut], out object? inner) && inner is WireMap map && map.Find(path[(cut + 1)..]) is { } found)
                return found;
        return null;
    }

    /// <summary>An array or NumPy scalar; plain numbers and lists of numbers count as arrays of doubles.</summary>
    /// <exception cref="ForewarnException">There is no such key, or it has another kind of value.</exception>
    public NdArray Array(string path) => Find(path) switch
    {
        NdArray array => array,
        long or ulong or double => NdArray.Of<double>([Number(path)]),
        IReadOnlyList<object?> list when list.All(IsNumber) => NdArray.Of<double>([.. list.Select(ToDouble)], list.Count),
        _ => throw Wrong(path, "an array"),
    };

    /// <summary>A text, which Python may send as str or as bytes.</summary>
    /// <exception cref="ForewarnException">There is no such key, or it has another kind of value.</exception>
    public string Text(string path) => Find(path) switch
    {
        string text => text,
        byte[] bytes when WireReader.Text(bytes) is { } text => text,
        _ => throw Wrong(path, "a text"),
    };

    /// <exception cref="ForewarnException">There is no such key, or it has another kind of value.</exception>
    public WireMap Map(string path) => Find(path) as WireMap ?? throw Wrong(path, "a map");

    /// <exception cref="ForewarnException">There is no such key, or it has another kind of value.</exception>
    public IReadOnlyList<object?> List(string path) => Find(path) as IReadOnlyList<object?> ?? throw Wrong(path, "a list");

    /// <summary>A number, whether Python's or NumPy's.</summary>
    /// <exception cref="ForewarnException">There is no such key, or it has another kind of value.</exception>
    public double Number(string path) => Find(path) switch
    {
        NdArray { Count: 1 } array => array.At(0),
        object value when IsNumber(value) => ToDouble(value),
        _ => throw Wrong(path, "a number"),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A value in words, for messages.</summary>
    internal static string Describe(object? value) => value switch
    {
        null => "nothing",
        string text => $"a text of {text.Length} characters",
        byte[] bytes => $"{bytes.Length} bytes",
        NdArray array => $"{(array.IsScalar ? "scalar" : "array")} {array}",
        WireMap map => $"a map of {map.Count}",
        IReadOnlyList<object?> list => $"a list of {list.Count}",
        bool flag => flag ? "true" : "false",
        _ => FormattableString.Invariant($"the number {value}"),
    };

    private ForewarnException Wrong(string path, string wanted)
    {
        object? value = Find(path);
        string found = value is not null ? Describe(value)
            : _values.Count == 0 ? "no keys at all"
            : $"only {string.Join(", ", _values.Keys.Take(12).Select(k => $"'{(k.Length > 60 ? k[..60] : k)}'"))}";
        return ForewarnException.Of($"key '{path}'", found, wanted, "Send it, or map another key to it.");
    }

    private static bool IsNumber(object? value) => value is long or ulong or double;

    private static double ToDouble(object? value) => value switch { long i => i, ulong u => u, double d => d, _ => double.NaN };
}
