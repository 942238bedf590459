namespace Forewarn.Learning.Tests.Training;

/// <summary>Makes counts of live tensors belong to the test that counts them.</summary>
internal static class LiveTensors
{
    /// <summary>
    /// Frees what earlier tests left to the finalizer, which else would lower the count in the middle of a measurement.
    /// Called once, before it: what the measured code does not dispose of must stay visible.
    /// </summary>
    public static void ForgetLeftovers()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
