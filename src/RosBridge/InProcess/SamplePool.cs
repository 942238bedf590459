using System.Numerics;

namespace Forewarn.RosBridge.InProcess;

/// <summary>Samples for reuse, by power of two of their buffer. Guarded by the domain's lock.</summary>
internal sealed class SamplePool
{
    private const int Smallest = 6;

    private readonly Stack<Sample>[] _free = [.. Enumerable.Range(0, 32).Select(_ => new Stack<Sample>())];

    /// <summary>A sample of this length with one reference; its bytes are whatever they were.</summary>
    public Sample Rent(int length)
    {
        int size = Math.Max(Smallest, BitOperations.Log2((uint)Math.Max(1, length - 1)) + 1);
        if (!_free[size].TryPop(out var sample)) sample = new Sample { Buffer = new byte[Math.Min(1L << size, Array.MaxLength)] };
        (sample.Length, sample.References) = (length, 1);
        return sample;
    }

    public void Release(Sample sample)
    {
        if (--sample.References == 0) _free[BitOperations.Log2((uint)sample.Buffer.Length)].Push(sample);
    }
}
