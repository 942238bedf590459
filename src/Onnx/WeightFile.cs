using System.Globalization;

namespace Forewarn.Onnx;

/// <summary>Large initializers in a file beside the model: a model itself cannot be larger than 2 GB.</summary>
internal sealed class WeightFile(Stream stream, string location)
{
    /// <summary>Bytes from which an initializer is worth its own place.</summary>
    public const int Threshold = 1024;

    /// <summary>So that the runtime can map weights instead of copying them.</summary>
    private const int Alignment = 4096;

    /// <summary>Appends one initializer; the entries say where it lies.</summary>
    public IEnumerable<(string Key, string Value)> Add(ReadOnlySpan<byte> bytes)
    {
        long offset = (stream.Position + Alignment - 1) / Alignment * Alignment;
        stream.Write(new byte[offset - stream.Position]);
        stream.Write(bytes);
        return
        [
            ("location", location), ("offset", offset.ToString(CultureInfo.InvariantCulture)),
            ("length", bytes.Length.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
