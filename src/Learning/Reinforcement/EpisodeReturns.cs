using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>What the last finished episode of every environment earned of the reward that is being learned, without discount.</summary>
/// <param name="count">N environments.</param>
public sealed class EpisodeReturns(int count) : ISnapshot
{
    private readonly double[] _running = new double[count], _last = new double[count];
    private readonly long[] _finished = new long[count];

    /// <summary>Return of the last finished episode, 0 before the first, <c>[N]</c>.</summary>
    public ReadOnlySpan<double> Last => _last;

    /// <summary>Episodes finished so far, <c>[N]</c>.</summary>
    public ReadOnlySpan<long> Finished => _finished;

    /// <summary>Whether any episode has.</summary>
    public bool HasFinished => _finished.AsSpan().IndexOfAnyExcept(0) >= 0;

    /// <summary>Mean of the last returns over the environments that finished an episode; 0 where none did.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            int some = 0;
            for (int i = 0; i < count; i++)
                if (_finished[i] > 0) (sum, some) = (sum + _last[i], some + 1);
            return some == 0 ? 0 : sum / some;
        }
    }

    /// <summary>Takes a time-major roll-out <c>[T N]</c> into account.</summary>
    /// <param name="starts">1 where an episode starts with the row.</param>
    /// <param name="ends">1 where one ends.</param>
    public void Observe(ReadOnlySpan<float> rewards, ReadOnlySpan<float> starts, ReadOnlySpan<float> ends)
    {
        for (int row = 0; row < rewards.Length; row++)
        {
            int i = row % count;
            _running[i] = rewards[row] + (starts[row] > 0 ? 0 : _running[i]);
            if (ends[row] == 0) continue;
            _last[i] = _running[i];
            _finished[i]++;
        }
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("running", _running);
        to.Add("last", _last);
        to.Add("finished", _finished);
    }

    public void Load(SnapshotReader from)
    {
        from.Doubles("running", _running);
        from.Doubles("last", _last);
        from.Longs("finished", _finished);
    }
}
