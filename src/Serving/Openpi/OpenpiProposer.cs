using Forewarn.Core;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Retry;

namespace Forewarn.Serving;

/// <summary>
/// Takes plans from any openpi server. The server draws its own noise: equal seeds do not give equal plans. Around it stand
/// a timeout, retries, a breaker, and, where given, another proposer.
/// </summary>
public sealed class OpenpiProposer : IActionProposer, IDisposable
{
    private readonly OpenpiProposerOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ResiliencePipeline<ActionProposals> _pipeline;
    private OpenpiClient? _client;

    private sealed record Wanted(ObservationHistory History, int Count, SeedStream Seed);

    private static readonly ResiliencePropertyKey<Wanted> s_wanted = new("wanted");

    /// <param name="seeds">Draws the jitter.</param>
    /// <param name="fallback">Asked when the server fails; the caller keeps it. Its plans must be of the same spec.</param>
    /// <exception cref="ForewarnException">The fallback's plans are of another spec.</exception>
    public OpenpiProposer(OpenpiProposerOptions options, TimeProvider time, SeedStreams seeds, IActionProposer? fallback = null)
    {
        (_options, _time) = (options, time);
        if (fallback is not null && !fallback.Spec.Matches(options.Spec))
            throw ForewarnException.Of("fallback proposer", $"{fallback.Spec}", $"{options.Spec}", "Use one with the same action columns.",
                ExitCode.Usage);
        _pipeline = Pipeline(options, time, seeds.Stream("openpi jitter"), fallback);
    }

    public ActionSpec Spec => _options.Spec;

    /// <summary>Times the server was asked in vain, whatever came after.</summary>
    public long Faults { get; private set; }

    /// <summary>What went wrong last; null while nothing did.</summary>
    public string? LastFault { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">The server fails, and there is no fallback.</exception>
    public async ValueTask<ActionProposals> ProposeAsync(
        ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        if (count < 1) throw ForewarnException.Of("proposals", $"{count}", "1 or more", "Ask for at least one plan.");
        await _turn.WaitAsync(deadline);
        ResilienceContext context = ResilienceContextPool.Shared.Get(deadline);
        try
        {
            var wanted = new Wanted(history, count, seed);
            context.Properties.Set(s_wanted, wanted);
            return await _pipeline.ExecuteAsync(
                static async (call, state) => await state.Self.AttemptAsync(state.Wanted, call.CancellationToken),
                context, (Self: this, Wanted: wanted));
        }
        catch (Exception fault) when (fault is not (ForewarnException or OperationCanceledException))
        {
            deadline.ThrowIfCancellationRequested();
            string found = fault is BrokenCircuitException ? $"failures in a row ({LastFault})" : fault.Message;
            throw ForewarnException.Of(
                $"openpi server at {_options.Address}", found, "plans", "Look at the server's log.", ExitCode.Environment, fault);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _client?.Dispose();
        _turn.Dispose();
    }

    private static ResiliencePipeline<ActionProposals> Pipeline(
        OpenpiProposerOptions options, TimeProvider time, SeedStream jitter, IActionProposer? fallback)
    {
        var failed = new PredicateBuilder<ActionProposals>().Handle<Exception>(e => e is not OperationCanceledException);
        var builder = new ResiliencePipelineBuilder<ActionProposals> { Name = "openpi", TimeProvider = time };
        if (fallback is not null)
            builder.AddFallback(new FallbackStrategyOptions<ActionProposals>
            {
                ShouldHandle = failed,
                FallbackAction = async args =>
                {
                    Wanted wanted = args.Context.Properties.GetValue(s_wanted, null!);
                    return Outcome.FromResult(await fallback.ProposeAsync(wanted.History, wanted.Count, wanted.Seed, args.Context.CancellationToken));
                },
            });
        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<ActionProposals>
        {
            ShouldHandle = failed, FailureRatio = 0.9, MinimumThroughput = 3, SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = options.BreakerPause,
        });
        if (options.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions<ActionProposals>
            {
                ShouldHandle = failed, MaxRetryAttempts = options.Retries, Delay = options.RetryPause, BackoffType = DelayBackoffType.Exponential,
                UseJitter = true, Randomizer = jitter.NextDouble,
            });
        return builder.AddTimeout(options.Timeout).Build();
    }

    private async Task<ActionProposals> AttemptAsync(Wanted wanted, CancellationToken cancel)
    {
        try
        {
            if (_client is not { IsUsable: true })
            {
                _client?.Dispose();
                _client = null;
                _client = await OpenpiClient.ConnectAsync(_options.Address, _options.ApiKey, _time, cancel).WaitAsync(cancel);
            }
            return await DrawAsync(_client, wanted, cancel).WaitAsync(cancel);
        }
        catch (Exception fault)
        {
            // An answer that is still to come would be taken for that of the next question.
            _client?.Dispose();
            _client = null;
            (Faults, LastFault) = (Faults + 1, fault.Message);
            throw;
        }
    }

    private async Task<ActionProposals> DrawAsync(OpenpiClient client, Wanted wanted, CancellationToken cancel)
    {
        WireMap observation = _options.Keys.ToMap(wanted.History.Latest, _options.Prompt);
        int size = _options.Steps * Spec.Width;
        var values = new float[wanted.Count * size];
        if (wanted.Count > 1 && (_options.Batch ?? client.Metadata["batch"] is true))
        {
            object?[] batch = [.. Enumerable.Repeat<object?>(observation, wanted.Count)];
            WireMap answer = await client.InferAsync(new WireMap { ["batch"] = batch }, cancel);
            if (answer["batch"] is IReadOnlyList<object?> answers && answers.Count == wanted.Count && answers.All(a => a is WireMap))
                for (int n = 0; n < wanted.Count; n++) Take(((WireMap)answers[n]!).Array("actions"), 0, values.AsSpan(n * size, size));
            else if (answer["actions"] is NdArray { Rank: 3 } all && all.Shape[0] == wanted.Count)
                for (int n = 0; n < wanted.Count; n++) Take(all, n, values.AsSpan(n * size, size));
            else
                throw ForewarnException.Of($"answer of {_options.Address} to a batch", WireMap.Describe(answer["batch"] ?? answer["actions"]),
                    $"{wanted.Count} answers", "Turn batches off for this server.");
        }
        else
        {
            for (int n = 0; n < wanted.Count; n++)
                Take((await client.InferAsync(observation, cancel)).Array("actions"), 0, values.AsSpan(n * size, size));
        }
        return new(values, wanted.Count, Spec);
    }

    private void Take(NdArray actions, int index, Span<float> plan)
    {
        if (actions.Rank < 2 || actions.Shape[^1] != Spec.Width || actions.Shape[^2] < _options.Steps
            || (index + 1) * actions.Shape[^2] * Spec.Width > actions.Count)
            throw ForewarnException.Of($"actions of {_options.Address}", $"{actions}",
                $"[{_options.Steps} or more, {Spec.Width}] ({string.Join(", ", Spec.Names)})", "Use a server of the same robot and horizon.", ExitCode.Usage);
        int start = index * actions.Shape[^2] * Spec.Width;
        for (int i = 0; i < plan.Length; i++) plan[i] = (float)actions.At(start + i);
        if (Shape.FirstNonFinite(plan) is int bad and >= 0)
            throw ForewarnException.Of($"actions of {_options.Address}", $"{plan[bad]} at row {bad / Spec.Width}", "finite numbers",
                "Check the policy that it serves.");
    }
}
