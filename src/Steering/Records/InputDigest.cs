using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>SHA-256 over what a decision saw: names, sizes, pixels, states, stamps and past actions.</summary>
public static class InputDigest
{
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(ObservationHistory history)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Observation observation in history.Observations)
        {
            foreach (CameraFrame frame in observation.Images)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(frame.Camera));
                Append(hash, [frame.Height, frame.Width]);
                hash.AppendData(frame.Rgb);
            }
            Append(hash, observation.State);
            Append(hash, [observation.Stamp.Ticks]);
        }
        Append(hash, history.Actions);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Digest of plans: shape, values and masses, bit for bit.</summary>
    public static string Of(ActionProposals plans)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, [plans.Count, plans.Steps, plans.Spec.Width]);
        Append(hash, plans.Values);
        Append(hash, plans.Mass);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Appends the length and the bytes, so that neighbors cannot run into each other.</summary>
    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values) where T : unmanaged
    {
        int length = values.Length;
        hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    private static void Append(IncrementalHash hash, float[] values) => Append<float>(hash, values);
}
