namespace Forewarn.RosBridge.InProcess;

/// <summary>What lies between a publisher and a subscription: it decides when, how often and how whole a sample arrives.</summary>
public interface ILink
{
    /// <summary>
    /// Carries one sample to one subscription by calling <see cref="LinkRoute.Deliver(TimeSpan)"/> any number of times;
    /// no call loses it. Runs under the domain's lock: it must neither block nor use a transport.
    /// </summary>
    void Carry(in LinkSample sample, LinkRoute route);
}
