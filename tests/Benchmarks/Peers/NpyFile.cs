using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.Benchmarks.Peers;

/// <summary>NumPy's array files, version 1: what both sides of a comparison read and write.</summary>
internal static partial class NpyFile
{
    private const int Prefix = 10, Alignment = 64;

    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape) where T : unmanaged
    {
        string type = default(T) switch
        {
            byte => "|u1",
            float => "<f4",
            double => "<f8",
            long => "<i8",
            _ => throw new ArgumentException($"no array form for {typeof(T).Name}."),
        };
        string sizes = string.Concat(shape.ToArray().Select(s => s.ToString(CultureInfo.InvariantCulture) + ","));
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int padded = (Prefix + header.Length + 1 + Alignment - 1) / Alignment * Alignment - Prefix;
        using var file = File.Create(path);
        file.WriteByte(0x93);
        file.Write("NUMPY\u0001\0"u8);
        file.Write([(byte)padded, (byte)(padded >> 8)]);
        file.Write(Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n"));
        file.Write(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Numbers of a float32 array, row-major.</summary>
    /// <exception cref="ForewarnException">The file holds something else.</exception>
    public static float[] ReadFloats(string path) => Read<float>(path, "<f4", "float32");

    /// <summary>Numbers of a float64 array, row-major.</summary>
    /// <exception cref="ForewarnException">The file holds something else.</exception>
    public static double[] ReadDoubles(string path) => Read<double>(path, "<f8", "float64");

    private static T[] Read<T>(string path, string type, string name) where T : unmanaged
    {
        byte[] bytes = File.ReadAllBytes(path);
        int length = bytes.Length < Prefix ? 0 : bytes[8] | bytes[9] << 8;
        string header = Encoding.ASCII.GetString(bytes, Math.Min(Prefix, bytes.Length), Math.Min(length, bytes.Length - Prefix));
        if (!header.Contains($"'{type}'", StringComparison.Ordinal) || RowMajor().IsMatch(header) is false)
            throw ForewarnException.Of($"'{path}'", $"header {header.Trim()}", $"a row-major array of {name}", "Run the peer again.");
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(Prefix + length)).ToArray();
    }

    [GeneratedRegex("'fortran_order': False")]
    private static partial Regex RowMajor();
}
