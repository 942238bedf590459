namespace Forewarn.Recording.SafeTensors;

/// <summary>Names and sizes of <see cref="TensorDtype"/>.</summary>
public static class TensorDtypes
{
    private static readonly Dictionary<string, TensorDtype> s_byName = Enum.GetValues<TensorDtype>().ToDictionary(Name);

    /// <summary>As it stands in a header, for example <c>BF16</c>.</summary>
    public static string Name(this TensorDtype dtype) => dtype switch
    {
        TensorDtype.F8E5M2 => "F8_E5M2",
        TensorDtype.F8E4M3 => "F8_E4M3",
        _ => dtype.ToString().ToUpperInvariant(),
    };

    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorDtype dtype) => dtype switch
    {
        <= TensorDtype.F8E4M3 => 1,
        <= TensorDtype.BF16 => 2,
        <= TensorDtype.F32 => 4,
        _ => 8,
    };

    /// <returns>Whether the format knows <paramref name="name"/>.</returns>
    public static bool TryParse(string name, out TensorDtype dtype) => s_byName.TryGetValue(name, out dtype);
}
