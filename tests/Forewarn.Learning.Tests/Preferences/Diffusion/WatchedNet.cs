using System.Runtime.InteropServices;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using static TorchSharp.torch;

namespace Forewarn.Learning.Tests.Preferences;

/// <summary>A network that notes how many bytes are in use on the native heap whenever it is called.</summary>
internal sealed partial class WatchedNet(DiffusionPolicyNet inner) : ICleanPredictor
{
    private long _before;
    private bool _watching;

    public DiffusionPolicyNet Inner => inner;

    public int Size => inner.Size;

    /// <summary>Most bytes in use since <see cref="Watch"/>, beyond those in use then.</summary>
    public long Peak { get; private set; }

    public void Watch() => (_watching, _before, Peak) = (true, InUse(), 0);

    public Tensor Clean(ParameterStore weights, int level, Tensor x)
    {
        var result = inner.Clean(weights, level, x);
        if (_watching) Peak = Math.Max(Peak, InUse() - _before);
        return result;
    }

    private static long InUse()
    {
        var info = MallInfo2();
        return (long)(info.InUse + info.Mapped);
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial HeapInfo MallInfo2();

    /// <summary><c>struct mallinfo2</c> of glibc.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct HeapInfo
    {
        public readonly nuint Arena, FreeChunks, FastChunks, MappedRegions, Mapped, HighWater, FastFree, InUse, Free, Releasable;
    }
}
