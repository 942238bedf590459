using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>One question of a client and what is to happen with its answer.</summary>
internal sealed class ServiceCall<TResponse>(CdrWriter request, Action<TResponse?, Exception?> done) where TResponse : class
{
    public CdrWriter Request { get; } = request;

    public Action<TResponse?, Exception?> Done { get; } = done;

    /// <summary>From 1; 0 while there is no server yet.</summary>
    public long Sequence { get; set; }

    public IDisposable? Timeout { get; set; }

    public bool Ended { get; set; }
}
