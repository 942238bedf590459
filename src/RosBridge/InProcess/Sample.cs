namespace Forewarn.RosBridge.InProcess;

/// <summary>One serialized sample in a pooled buffer, shared by all who still have to see it. Guarded by the domain's lock.</summary>
internal sealed class Sample
{
    public byte[] Buffer { get; set; } = [];

    public int Length { get; set; }

    public int References { get; set; }

    public MessageInfo Info { get; set; }

    /// <summary>Correlation of a request or reply; default for a topic.</summary>
    public RequestId Request { get; set; }

    /// <summary>Place among the samples of its writer, from 0.</summary>
    public long Sequence { get; set; }

    /// <summary>Domain time, ticks, after which nobody gets this sample.</summary>
    public long Expires { get; set; }

    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
}
