namespace Forewarn.RosBridge;

/// <summary>Answers the requests of a service, at once or later.</summary>
public interface IRawReplier : IDisposable
{
    string Service { get; }

    /// <param name="cdr">The response with its encapsulation header, without correlation.</param>
    /// <returns>False when the asker is gone.</returns>
    bool Reply(RequestId request, ReadOnlySpan<byte> cdr);
}
