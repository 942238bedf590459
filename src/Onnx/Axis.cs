namespace Forewarn.Onnx;

/// <summary>One axis of a declared shape: a fixed size, or a name for a size that is free at run time.</summary>
public readonly record struct Axis
{
    private Axis(long size, string? name) => (Size, Name) = (size, name);

    /// <summary>The size, or -1 when the axis is free.</summary>
    public long Size { get; }

    /// <summary>Name of a free axis; null when the size is fixed.</summary>
    public string? Name { get; }

    public static Axis Fixed(long size) => size >= 0
        ? new(size, null)
        : throw new ArgumentOutOfRangeException(nameof(size), size, "negative; a free axis takes a name");

    public static Axis Free(string name) => new(-1, name);

    public static implicit operator Axis(int size) => Fixed(size);

    public static implicit operator Axis(long size) => Fixed(size);

    public static implicit operator Axis(string name) => Free(name);

    public override string ToString() => Name ?? Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
