using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>
/// Asks a service. Answers arrive on the executor's thread, and what awaits them goes on there: it must not block, least
/// of all on another answer.
/// </summary>
public sealed class ServiceClient<TRequest, TResponse> : IReceiver, IDisposable
    where TRequest : class, IRosMessage<TRequest>, new()
    where TResponse : class, IRosMessage<TResponse>, new()
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly RosExecutor _executor;
    private readonly Dictionary<long, ServiceCall<TResponse>> _calls = [];
    private readonly Lock _gate = new();
    private readonly IRawRequester _raw;
    private long _received, _malformed;
    private bool _closed;

    internal ServiceClient(IRawNode node, RosExecutor executor, string service, ServiceType type)
    {
        _executor = executor;
        _raw = node.CreateRequester(service, type, Receive);
    }

    /// <summary>Resolved name of the service.</summary>
    public string Name => _raw.Service;

    public bool IsReady => _raw.IsReady;

    public long Received => Volatile.Read(ref _received);

    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Asks as soon as a server is there.</summary>
    /// <param name="timeout">For finding a server and its answer together.</param>
    /// <exception cref="TimeoutException">No server, or no answer of it, in that time.</exception>
    public Task<TResponse> CallAsync(TRequest request, TimeSpan timeout, CancellationToken cancel = default)
    {
        // Continuations run inline: the order of events on the executor's thread is then the same on every run.
        var source = new TaskCompletionSource<TResponse>();
        var registration = cancel.CanBeCanceled ? cancel.Register(() => source.TrySetCanceled(cancel)) : default;
        Call(request, timeout, (answer, fault) =>
        {
            registration.Dispose();
            if (answer is not null) source.TrySetResult(answer);
            else source.TrySetException(fault!);
        });
        return source.Task;
    }

    /// <summary>Asks as soon as a server is there.</summary>
    /// <param name="done">Called once on the executor's thread: with an answer of its own, or with what went wrong.</param>
    public void Call(TRequest request, TimeSpan timeout, Action<TResponse?, Exception?> done)
    {
        var writer = new CdrWriter();
        request.WriteTo(writer);
        var call = new ServiceCall<TResponse>(writer, done);
        call.Timeout = _executor.Schedule(timeout, () => End(call, null, TimedOut(call, timeout)));
        TrySend(call);
    }

    public void Dispose()
    {
        ServiceCall<TResponse>[] open;
        lock (_gate)
        {
            _closed = true;
            open = [.. _calls.Values];
        }

        _raw.Dispose();
        foreach (var call in open) End(call, null, new ObjectDisposedException(Name));
    }

    private void TrySend(ServiceCall<TResponse> call)
    {
        if (call.Ended) return;
        if (!_closed && !_raw.IsReady)
        {
            _executor.Schedule(Poll, () => TrySend(call));
            return;
        }

        lock (_gate)
        {
            if (!_closed)
            {
                // Under the gate, so that the answer cannot come before its call is listed.
                call.Sequence = _raw.Send(call.Request.Bytes);
                _calls[call.Sequence] = call;
                return;
            }
        }

        End(call, null, new ObjectDisposedException(Name));
    }

    private void Receive(long sequence, ReadOnlySpan<byte> cdr)
    {
        var answer = new TResponse();
        var reader = new CdrReader(cdr);
        answer.ReadFrom(ref reader);
        Interlocked.Increment(ref reader.Failed ? ref _malformed : ref _received);
        ServiceCall<TResponse>? call;
        lock (_gate) _calls.TryGetValue(sequence, out call);
        // A second server's answer, or one that is too late, finds no call.
        if (call is not null && !reader.Failed) End(call, answer, null);
    }

    private void End(ServiceCall<TResponse> call, TResponse? answer, Exception? fault)
    {
        lock (_gate)
        {
            if (call.Ended) return;
            call.Ended = true;
            _calls.Remove(call.Sequence);
        }

        call.Timeout?.Dispose();
        call.Done(answer, fault);
    }

    private TimeoutException TimedOut(ServiceCall<TResponse> call, TimeSpan timeout)
    {
        string missing = call.Sequence == 0 ? "no server" : "no answer";
        return new(ForewarnException.Of($"service {Name}", $"{missing} in {timeout.TotalSeconds:0.###} s", "one",
            "See whether the node that offers it runs ('ros2 service list').").Message);
    }
}
