namespace Forewarn.RosBridge.InProcess;

/// <summary>
/// A sample on its way to one reader: first among those under way, then in the two lists of what has arrived, that of the
/// transport (in order of arrival) and that of the reader (so that the oldest can be dropped). Pooled.
/// </summary>
internal sealed class Delivery
{
    public Sample Sample { get; set; } = null!;

    public Reader Reader { get; set; } = null!;

    /// <summary>Domain time, ticks.</summary>
    public long Due { get; set; }

    public Delivery? Previous { get; set; }

    public Delivery? Next { get; set; }

    public Delivery? NextOfReader { get; set; }
}
