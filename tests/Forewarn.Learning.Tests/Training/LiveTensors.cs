namespace Forewarn.Learning.Tests.Training;

/// <summary>Judges counts of live tensors taken while something trains.</summary>
internal static class LiveTensors
{
    /// <summary>
    /// A leak grows with every step. The count may fall: the finalizer frees at any moment what earlier tests left to it.
    /// </summary>
    public static void RequireNoGrowth(IReadOnlyList<long> counts) =>
        Assert.True(counts.Zip(counts.Skip(1)).All(pair => pair.Second <= pair.First), string.Join(" ", counts));
}
