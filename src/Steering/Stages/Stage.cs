using Forewarn.Core;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Retry;

namespace Forewarn.Steering;

/// <summary>
/// One step of a decision with its resilience: fallback to "no answer, because" around a circuit breaker around retry
/// around a bulkhead of one (<see cref="IStageWorker"/>). Polly's timeout is left out on purpose: it is cooperative and
/// not below 10 ms; the control deadline is the watchdog's.
/// </summary>
internal sealed class Stage<T> where T : class
{
    /// <summary>
    /// Native inference honors termination within about 17 ms: a cooperative model is not mistaken for a wedged one.
    /// </summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMilliseconds(20);

    private readonly ResiliencePipeline<StageResult<T>> _pipeline;
    private readonly IStageWorker _worker;
    private readonly TimeSpan _patience;

    /// <param name="worker">Where the calls run; stages that call into the same model share one.</param>
    /// <param name="surfacesUsage">Whether an error in what the person asked for passes through to the caller.</param>
    /// <param name="patience">How long an abandoned call of the same worker is waited for; null for 20 ms.</param>
    public Stage(
        string name, IStageWorker worker, SteeringOptions options, TimeProvider time,
        bool surfacesUsage = false, TimeSpan? patience = null)
    {
        (Name, _worker, _patience) = (name, worker, patience ?? UsualPatience);
        bool Counts(Exception? e) =>
            e is not null && !(surfacesUsage && e is ForewarnException { ExitCode: ExitCode.Usage });
        var builder = new ResiliencePipelineBuilder<StageResult<T>> { Name = name, TimeProvider = time }
            .AddFallback(new FallbackStrategyOptions<StageResult<T>>
            {
                ShouldHandle = args => ValueTask.FromResult(Counts(args.Outcome.Exception)),
                FallbackAction = args => Outcome.FromResultAsValueTask(
                    new StageResult<T>(null, Explain(args.Outcome.Exception!))),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<StageResult<T>>
            {
                ShouldHandle = args => ValueTask.FromResult(Counts(args.Outcome.Exception)),
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromMilliseconds(2 * options.BreakerPauseMs),
                BreakDuration = TimeSpan.FromMilliseconds(options.BreakerPauseMs),
            });
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<StageResult<T>>
            {
                ShouldHandle = args => ValueTask.FromResult(Counts(args.Outcome.Exception)
                    && args.Outcome.Exception is not (StageFault or OperationCanceledException)),
                MaxRetryAttempts = options.Retries,
                Delay = TimeSpan.Zero,
            });
        }
        _pipeline = builder.Build();
    }

    public string Name { get; }

    /// <summary>Never throws for the model's sake; at the deadline the answer is "late".</summary>
    public ValueTask<StageResult<T>> RunAsync(DecisionDeadline deadline, Func<CancellationToken, ValueTask<T>> work) =>
        _pipeline.ExecuteAsync(
            async (call, _) => new StageResult<T>(
                await call.Stage._worker.RunAsync(call.Work, call.Deadline, call.Stage._patience), null),
            (Stage: this, Work: work, Deadline: deadline));

    private static string Explain(Exception e) => e switch
    {
        StageFault or ForewarnException => OneLine(e.Message),
        BrokenCircuitException => "left alone after repeated failures",
        OperationCanceledException => "canceled itself",
        _ => $"failed with {e.GetType().Name}: {OneLine(e.Message)}",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
