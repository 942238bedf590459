namespace Forewarn.RosBridge;

/// <summary>Asks a service.</summary>
public interface IRawRequester : IDisposable
{
    string Service { get; }

    /// <summary>Whether a server is matched in both directions.</summary>
    bool IsReady { get; }

    /// <param name="cdr">The request with its encapsulation header, without correlation.</param>
    /// <returns>The sequence number that the reply will carry.</returns>
    long Send(ReadOnlySpan<byte> cdr);
}
