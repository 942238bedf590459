using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// One running plan under a <see cref="PlanMonitor"/>. Hand in every frame, also when the last answer was late: the
/// world model needs them without a gap. A frame that cannot be used starts the history over behind it; states before it
/// stay as they were known.
/// </summary>
public sealed class PlanWatch
{
    private const int WishLength = 1000;

    private readonly PlanMonitor _monitor;
    private readonly string _wish;
    private readonly ActionChunk _plan;
    private readonly int _rows;
    private readonly AlarmRule _rule;
    private readonly List<Observation> _seen = [];
    private readonly List<MonitorReading> _readings = [];
    private LatentRollout? _known;
    private int _first, _busy;

    internal PlanWatch(PlanMonitor monitor, string wish, ActionChunk plan, int rowsPerFrame)
    {
        WishText.Require(wish, WishLength);
        if (rowsPerFrame < 1 || plan.Steps % rowsPerFrame != 0)
            throw ForewarnException.Of("monitored plan", $"{plan.Steps} rows", $"a multiple of {rowsPerFrame} rows a frame",
                "Watch a plan of the world model's rate.", ExitCode.Usage);
        (_monitor, _wish, _plan, _rows) = (monitor, wish, plan, rowsPerFrame);
        _rule = new(monitor.Options.Threshold, monitor.Options.Frames);
    }

    /// <summary>Readings so far, one per frame.</summary>
    public IReadOnlyList<MonitorReading> Readings => _readings;

    public bool Alarmed => _rule.Alarmed;

    /// <summary>
    /// Takes the next frame and answers within the monitor's deadline. Throws nothing: what went wrong is in
    /// <see cref="MonitorReading.Fault"/>. One call at a time.
    /// </summary>
    public async ValueTask<MonitorReading> ObserveAsync(Observation observation, CancellationToken cancel = default)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            return new(-1, double.NaN, "", Alarmed, 0, "another frame is being looked at", 0);
        try
        {
            long start = _monitor.Time.GetTimestamp();
            int frame = _readings.Count;
            var (look, fault) = await LookAsync(observation, frame, cancel);
            if (look is not null) _known = look.Rollout;
            double likelihood = look?.Score.Likelihood ?? double.NaN;
            int blind = look is not null ? 0 : 1 + (_readings.Count == 0 ? 0 : _readings[^1].Blind);
            var reading = new MonitorReading(frame, likelihood, look?.Score.Text ?? "", _rule.Next(likelihood), blind, fault,
                _monitor.Time.GetElapsedTime(start).TotalMilliseconds);
            _readings.Add(reading);
            return reading;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private async ValueTask<(PlanForesight?, string?)> LookAsync(Observation observation, int frame, CancellationToken cancel)
    {
        if (frame > _plan.Steps / _rows) return (null, "the plan is over");
        if (FaultOf(observation) is { } unusable)
        {
            StartOver(frame + 1);
            return (null, unusable);
        }
        _seen.Add(observation);
        Observation[] seen = [.. _seen];
        int first = _first;
        var known = _known;
        bool tookIn = false, failed = false;
        var result = await _monitor.RunAsync(async token =>
        {
            try
            {
                return await PlanForesight.LookAsync(
                    _monitor, _wish, _plan, _rows, seen, first, known, () => tookIn = true, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed = true;
                throw;
            }
        }, cancel);
        // A frame that the world model cannot read would spoil every later history; one that came late would not.
        if (result.Value is null && failed && !tookIn) StartOver(frame + 1);
        return (result.Value, result.Value is null ? result.Fault ?? "no answer" : null);
    }

    private void StartOver(int frame)
    {
        _seen.Clear();
        _first = frame;
    }

    private static string? FaultOf(Observation? observation)
    {
        if (observation is null) return "no observation";
        int bad = Shape.FirstNonFinite(observation.State);
        return bad >= 0 ? $"state[{bad}] is not finite" : null;
    }
}
