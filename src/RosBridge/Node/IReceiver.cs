namespace Forewarn.RosBridge;

/// <summary>Counts what an endpoint received. Readable from any thread.</summary>
public interface IReceiver
{
    /// <summary>Resolved name of the topic or service.</summary>
    string Name { get; }

    /// <summary>Well-formed payloads.</summary>
    long Received { get; }

    /// <summary>Payloads that could not be decoded; they were dropped.</summary>
    long Malformed { get; }
}
