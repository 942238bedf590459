using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Watches running plans: at every frame the past becomes what was really observed, the rest is imagined anew from there,
/// and the whole is asked again whether it fulfills the wish. It reports and never acts; models that are late, broken or
/// absurd cost an answer, not the control loop.
/// </summary>
public sealed class PlanMonitor : IDisposable
{
    private readonly DeadlineWatchdog _watchdog;
    private readonly ThreadWorker _worker = new("monitor");
    private readonly Stage<PlanForesight> _stage;

    /// <exception cref="ForewarnException">An option is out of range.</exception>
    public PlanMonitor(IWorldModel worldModel, IPlanScorer scorer, MonitorOptions options, TimeProvider time)
    {
        (WorldModel, Scorer, Options, Time) = (worldModel, scorer, options.Validated(), time);
        _watchdog = new(time);
        _stage = new("monitor", _worker, new SteeringOptions { Retries = 0, BreakerPauseMs = options.BreakerPauseMs }, time);
    }

    public MonitorOptions Options { get; }

    internal IWorldModel WorldModel { get; }

    internal IPlanScorer Scorer { get; }

    internal TimeProvider Time { get; }

    /// <summary>Begins to watch a plan that is about to run.</summary>
    /// <param name="rowsPerFrame">Plan rows between two observations, as the world model consumes them.</param>
    /// <exception cref="ForewarnException">The wish is empty, or the plan does not divide into frames.</exception>
    public PlanWatch Watch(string wish, ActionChunk plan, int rowsPerFrame) => new(this, wish, plan, rowsPerFrame);

    public void Dispose()
    {
        _worker.Dispose();
        _watchdog.Dispose();
    }

    internal async ValueTask<StageResult<PlanForesight>> RunAsync(
        Func<CancellationToken, ValueTask<PlanForesight>> work, CancellationToken cancel)
    {
        using var deadline = _watchdog.Start(TimeSpan.FromMilliseconds(Options.DeadlineMs), cancel);
        return await _stage.RunAsync(deadline, work);
    }
}
