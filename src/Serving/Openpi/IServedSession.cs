namespace Forewarn.Serving;

/// <summary>
/// The policy as one client has it. Calls come one at a time, on a thread of the server that may be blocked; disposed of
/// when the client has gone and no call is under way.
/// </summary>
public interface IServedSession : IDisposable
{
    /// <summary>Answers one observation.</summary>
    /// <param name="deadline">Canceled when the answer is too late to be sent, or the client has gone.</param>
    /// <returns>A map with <c>actions</c> <c>[horizon, dim]</c>; the server adds timings to a copy.</returns>
    /// <exception cref="Exception">The message goes to the client, and the connection ends.</exception>
    ValueTask<WireMap> InferAsync(ServedRequest request, CancellationToken deadline);
}
