namespace Forewarn.Serving.Tests.Openpi;

/// <summary>A policy whose answers a test writes.</summary>
internal sealed class ScriptedPolicy(Func<WireMap, CancellationToken, ValueTask<WireMap>> answer) : IServedPolicy
{
    private int _sessions, _disposed;

    public ScriptedPolicy(Func<WireMap, WireMap> answer) : this((observation, _) => ValueTask.FromResult(answer(observation))) { }

    /// <summary>Answers the observation itself, or throws the text under <c>fail</c>.</summary>
    public static ScriptedPolicy Echo { get; } = new(observation => observation.Has("fail")
        ? throw new Core.ForewarnException(observation.Text("fail"))
        : new WireMap { ["echo"] = observation });

    public WireMap Metadata { get; init; } = new() { ["name"] = "echo" };

    public int Sessions => Volatile.Read(ref _sessions);

    public int Disposed => Volatile.Read(ref _disposed);

    public IServedSession Open()
    {
        Interlocked.Increment(ref _sessions);
        return new Session(this, answer);
    }

    private sealed class Session(ScriptedPolicy policy, Func<WireMap, CancellationToken, ValueTask<WireMap>> answer) : IServedSession
    {
        public ValueTask<WireMap> InferAsync(ServedRequest request, CancellationToken deadline) => answer(request.Observation, deadline);

        public void Dispose() => Interlocked.Increment(ref policy._disposed);
    }
}
