namespace Forewarn.Core;

/// <summary>
/// A counter-based random stream: draw <c>i</c> depends on (key, i) only, so a stream can be copied, resumed at
/// <see cref="Position"/> and replayed bit-exactly. SplitMix64 output function (Steele, Lea, Flood 2014).
/// </summary>
public sealed class SeedStream(ulong key, ulong position = 0)
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    public ulong Key { get; } = key;

    /// <summary>Number of 64-bit draws taken so far.</summary>
    public ulong Position { get; private set; } = position;

    public ulong NextUInt64() => Mix(Key + Golden * ++Position);

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform integer in [0, count).</summary>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)(((UInt128)NextUInt64() * (ulong)count) >> 64);
    }

    /// <summary>Standard normal by Box-Muller; two uniforms per draw, so that the position stays predictable.</summary>
    public double NextNormal()
    {
        double u = 1.0 - NextDouble();
        return Math.Sqrt(-2.0 * Math.Log(u)) * Math.Cos(2.0 * Math.PI * NextDouble());
    }

    public void FillNormal(Span<float> values)
    {
        foreach (ref float v in values) v = (float)NextNormal();
    }

    /// <summary>Fisher-Yates shuffle in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A stream of its own for a named part of the work.</summary>
    public SeedStream Child(string name, long index = 0) => new(SeedStreams.Hash(Key, name, index));

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
