using System.Text;

namespace Forewarn.Core;

/// <summary>
/// One root seed, named streams: <c>seeds.Stream("proposals", episode)</c>. Streams with different names or indices
/// are independent, and none depends on how many others were drawn or in which order.
/// </summary>
public sealed class SeedStreams(ulong root)
{
    public ulong Root { get; } = root;

    public SeedStream Stream(string name, long index = 0) => new(Hash(Root, name, index));

    internal static ulong Hash(ulong key, string name, long index)
    {
        // FNV-1a over the name, then two SplitMix rounds: equidistant roots or indices give unrelated keys.
        ulong h = 14695981039346656037UL;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) h = (h ^ b) * 1099511628211UL;
        return SeedStream.Mix(SeedStream.Mix(key + 0x9E3779B97F4A7C15UL) ^ SeedStream.Mix(h + (ulong)index * 0xD1342543DE82EF95UL));
    }
}
