namespace Forewarn.RosBridge.InProcess;

/// <summary>The way of one sample to one subscription, for an <see cref="ILink"/> to use during its call only.</summary>
public sealed class LinkRoute
{
    private readonly InProcessDomain _domain;
    private Sample _sample = null!;
    private Reader _reader = null!;

    internal LinkRoute(InProcessDomain domain) => _domain = domain;

    /// <summary>Delivers the sample as it was sent.</summary>
    /// <param name="delay">From now; negative counts as zero.</param>
    public void Deliver(TimeSpan delay) => _domain.Dispatch(_sample, _reader, delay);

    /// <summary>Delivers other bytes in its place: flipped, cut, grown.</summary>
    public void Deliver(TimeSpan delay, ReadOnlySpan<byte> instead) => _domain.DispatchCopy(_sample, _reader, delay, instead);

    internal LinkRoute Of(Sample sample, Reader reader)
    {
        (_sample, _reader) = (sample, reader);
        return this;
    }
}
