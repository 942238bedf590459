using Forewarn.Simulation;

namespace Forewarn.Evaluation.Runs;

/// <summary>Plays the scenes that a table lacks, in parallel, and appends them in order.</summary>
internal static class ResumableRun
{
    /// <param name="jobs">Every wanted scene; the result holds exactly these, in this order.</param>
    public static IReadOnlyList<TRow> Run<TBench, TRow>(
        string path, string identity, IReadOnlyList<(ulong Seed, int Episode)> jobs, int workers, Func<TBench> create,
        Func<TBench, ulong, int, TRow> play, Func<TRow, (ulong, int)> key, TimeProvider time,
        Action<StudyProgress>? progress, CancellationToken cancel)
        where TBench : IDisposable
    {
        using var table = RowTable<TRow>.Open(path, identity);
        var done = table.Rows.Select(key).ToHashSet();
        int[] missing = [.. Enumerable.Range(0, jobs.Count).Where(i => !done.Contains(jobs[i]))];
        long start = time.GetTimestamp();
        int played = 0;
        Report();
        if (missing.Length > 0)
        {
            OrderedWorkers.Run(missing, Math.Min(workers, missing.Length), create,
                (bench, i) => play(bench, jobs[i].Seed, jobs[i].Episode),
                (_, row) =>
                {
                    table.Append(row);
                    played++;
                    Report();
                }, cancel);
        }
        var byKey = table.Rows.ToDictionary(key);
        return [.. jobs.Select(j => byKey[j])];

        void Report()
        {
            var elapsed = time.GetElapsedTime(start);
            progress?.Invoke(new(jobs.Count - missing.Length + played, jobs.Count, elapsed,
                played == 0 ? null : elapsed * ((missing.Length - played) / (double)played)));
        }
    }
}
