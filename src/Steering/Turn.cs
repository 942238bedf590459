using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>One decision under way: its inputs, its deadline, its faults and where the time went.</summary>
internal sealed class Turn(
    ObservationHistory history, string wish, long index, SeedStream seed, DecisionDeadline deadline, TimeProvider time)
    : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, double> _spent = [];
    private readonly List<string> _faults = [];

    public ObservationHistory History => history;

    public string Wish => wish;

    public long Index => index;

    public SeedStream Seed => seed;

    public DecisionDeadline Deadline => deadline;

    /// <summary>Whether the wish has words that nobody explained: only a question about them may come of this decision.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What is wrong with the observation itself, or null.</summary>
    public string? ObservationFault { get; } = FaultOf(history);

    /// <summary>Faults so far, in the order in which they happened.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Fault(string stage, string fault) => _faults.Add($"{stage}: {fault}");

    /// <summary>Runs a stage under this decision's deadline; null and a noted fault when it has no answer.</summary>
    public async ValueTask<T?> RunAsync<T>(
        Stage<T> stage, Func<CancellationToken, ValueTask<T>> work, DecisionDeadline? sooner = null) where T : class
    {
        long start = time.GetTimestamp();
        StageResult<T> result = await stage.RunAsync(sooner ?? deadline, work);
        _spent[stage.Name] = _spent.GetValueOrDefault(stage.Name) + time.GetElapsedTime(start).TotalMilliseconds;
        if (result.Fault is { } fault) Fault(stage.Name, fault);
        return result.Value;
    }

    /// <param name="narrateMs">Part of the verification that went into narrating.</param>
    public StageTimings Timings(double narrateMs)
    {
        double verify = _spent.GetValueOrDefault(Stages.Classify) + _spent.GetValueOrDefault(Stages.Verify)
            + _spent.GetValueOrDefault(Stages.Choose);
        return new(
            _spent.GetValueOrDefault(Stages.Propose), _spent.GetValueOrDefault(Stages.Cluster),
            _spent.GetValueOrDefault(Stages.Imagine), _spent.GetValueOrDefault(Stages.Guard),
            narrateMs, Math.Max(0, verify - narrateMs), time.GetElapsedTime(_start).TotalMilliseconds);
    }

    public void Dispose() => deadline.Dispose();

    private static string? FaultOf(ObservationHistory history)
    {
        if (history.Observations.Count == 0) return "no observation";
        for (int i = 0; i < history.Observations.Count; i++)
        {
            int bad = Shape.FirstNonFinite(history.Observations[i].State);
            if (bad >= 0) return $"state[{bad}] of observation {i} is not finite";
        }
        return null;
    }
}
