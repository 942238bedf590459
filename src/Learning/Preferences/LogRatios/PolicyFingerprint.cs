using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Everything a log-probability depends on besides the sample. Numbers that were stored under another fingerprint are
/// log-probabilities of another policy: with a large eta even another precision shows.
/// </summary>
/// <param name="Weights">SHA-256 (hex) of names, shapes and values.</param>
/// <param name="Precision">Number format of the computation, for example <c>float32</c>.</param>
/// <param name="Temperature">Divides the logits; 1 for policies without one.</param>
public sealed record PolicyFingerprint(string Weights, string Precision, LogProbReduction Reduction, double Temperature = 1)
{
    public const string Float32 = "float32";

    public static PolicyFingerprint Of(
        ParameterStore weights, LogProbReduction reduction, double temperature = 1, string precision = Float32)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (string name in weights.Names)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            // No name holds a zero byte, so neither names nor shapes can run into each other.
            hash.AppendData([0]);
            Append(hash, number, weights.ShapeOf(name).Count);
            foreach (long size in weights.ShapeOf(name)) Append(hash, number, size);
        }
        hash.AppendData(MemoryMarshal.AsBytes(weights.ExportAll().AsSpan()));
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), precision, reduction, temperature);
    }

    /// <summary>What differs, in words; null where all is equal.</summary>
    public string? Difference(PolicyFingerprint other)
    {
        var parts = new List<string>();
        if (Weights != other.Weights) parts.Add($"weights {Weights[..Math.Min(12, Weights.Length)]}");
        if (Precision != other.Precision) parts.Add($"precision {Precision}");
        if (Reduction != other.Reduction) parts.Add($"reduction {Reduction}");
        if (Temperature != other.Temperature) parts.Add(FormattableString.Invariant($"temperature {Temperature:R}"));
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static void Append(IncrementalHash hash, Span<byte> number, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        hash.AppendData(number);
    }
}
