using Forewarn.Serving;

namespace Forewarn.Benchmarks.Serving;

/// <summary>Takes a given time over every observation, on the server's thread, and answers a plan of ordinary size.</summary>
internal sealed class ScriptedPolicy(TimeSpan takes) : IServedPolicy
{
    private readonly WireMap _answer = new() { ["actions"] = NdArray.Of<float>(new float[50 * 7], 50, 7) };

    public WireMap Metadata { get; } = [];

    public IServedSession Open() => new Session(takes, _answer);

    private sealed class Session(TimeSpan takes, WireMap answer) : IServedSession
    {
        private readonly ManualResetEvent _never = new(false);

        public ValueTask<WireMap> InferAsync(ServedRequest request, CancellationToken deadline)
        {
            _never.WaitOne(takes);
            return ValueTask.FromResult(answer);
        }

        public void Dispose() => _never.Dispose();
    }
}
