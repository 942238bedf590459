namespace Forewarn.Core;

/// <summary>Border checks on tensor-valued arguments; messages give the name, the wanted and the found shape.</summary>
public static class Shape
{
    /// <summary>Throws when <paramref name="length"/> is not the product of <paramref name="dims"/>.</summary>
    /// <exception cref="ForewarnException">The sizes disagree.</exception>
    public static void Require(string name, long length, params ReadOnlySpan<(string Axis, long Size)> dims)
    {
        long want = 1;
        foreach (var (_, size) in dims) want *= size;
        if (length == want) return;
        var text = string.Join(", ", dims.ToArray().Select(d => $"{d.Axis}={d.Size}"));
        throw new ForewarnException($"{name}: found {length} values, wanted [{text}] = {want}.");
    }

    /// <summary>Index of the first value that is NaN or infinite, or -1.</summary>
    public static int FirstNonFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++) if (!float.IsFinite(values[i])) return i;
        return -1;
    }
}
