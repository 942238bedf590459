namespace Forewarn.Recording.SafeTensors;

/// <summary>Where one tensor lies and how it is to be read.</summary>
/// <param name="Name">Unique in its file.</param>
/// <param name="Dtype">Type of an element.</param>
/// <param name="Shape">Empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte behind the last.</param>
public sealed record TensorEntry(string Name, TensorDtype Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    public long ByteLength => End - Begin;

    /// <summary>Elements: the product of the shape.</summary>
    public long Count => ByteLength / Dtype.Size();
}
