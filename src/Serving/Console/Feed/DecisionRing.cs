using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>The last decisions with what they saw, in memory. Adding never waits for those who read.</summary>
public sealed class DecisionRing : IDecisionLog
{
    private readonly LinkedList<ShownDecision> _kept = new();
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly int _most;
    private readonly long _mostBytes;
    private long _number, _bytes;

    /// <param name="most">Decisions that are kept.</param>
    /// <param name="mostBytes">Bytes of pictures and plans that are kept; the newest decision is kept whatever its size.</param>
    public DecisionRing(TimeProvider time, int most = 200, long mostBytes = 256L << 20)
    {
        if (most < 1)
            throw ForewarnException.Of("decisions to keep", $"{most}", "1 or more", "Keep some, else there is nothing to see.", ExitCode.Usage);
        (_time, _most, _mostBytes) = (time, most, mostBytes);
    }

    /// <summary>Number of the newest decision; 0 for none so far.</summary>
    public long Last => Volatile.Read(ref _number);

    public void Append(Decision decision, ObservationHistory history) => Add(decision, history, _time.GetUtcNow());

    /// <param name="about">See <see cref="ShownDecision.About"/>.</param>
    /// <param name="happened">See <see cref="ShownDecision.Happened"/>.</param>
    /// <returns>Its number.</returns>
    public long Add(Decision decision, ObservationHistory? history, DateTimeOffset taken, long? about = null, string? happened = null)
    {
        lock (_gate)
        {
            var shown = new ShownDecision(_number + 1, taken, decision, history) { About = about, Happened = happened };
            _kept.AddLast(shown);
            _bytes += Size(shown);
            while (_kept.Count > _most || (_bytes > _mostBytes && _kept.Count > 1))
            {
                _bytes -= Size(_kept.First!.Value);
                _kept.RemoveFirst();
            }
            Volatile.Write(ref _number, shown.Number);
            return shown.Number;
        }
    }

    /// <summary>Those that are kept and came after a number, oldest first.</summary>
    public IReadOnlyList<ShownDecision> After(long number)
    {
        lock (_gate)
        {
            var after = new List<ShownDecision>();
            for (var node = _kept.Last; node is not null && node.Value.Number > number; node = node.Previous) after.Add(node.Value);
            after.Reverse();
            return after;
        }
    }

    /// <summary>One of those that are kept, or null.</summary>
    public ShownDecision? Find(long number)
    {
        lock (_gate) return _kept.FirstOrDefault(d => d.Number == number);
    }

    /// <summary>The latest with an index of its run that was really made, or null.</summary>
    public ShownDecision? LastOf(long index)
    {
        lock (_gate)
        {
            for (var node = _kept.Last; node is not null; node = node.Previous)
                if (node.Value.Decision.Index == index && node.Value.About is null) return node.Value;
            return null;
        }
    }

    /// <summary>Number of the oldest that is kept; 0 for none so far.</summary>
    public long First
    {
        get
        {
            lock (_gate) return _kept.First?.Value.Number ?? 0;
        }
    }

    private static long Size(ShownDecision shown) =>
        (shown.History?.Observations.Sum(o => o.Images.Sum(i => (long)i.Rgb.Length)) ?? 0)
        + (shown.Decision.Modes?.Values.Length ?? 0) * (long)sizeof(float);
}
