using System.Diagnostics;
using Forewarn.Core;
using Forewarn.Lab.Imitation;

namespace Forewarn.Lab.Sweeps;

/// <summary>Runs the points of a plan that are not finished, several at a time; one that fails stops no other.</summary>
/// <param name="folder">Of the sweep: <c>sweep.json</c> and <c>points/</c>.</param>
/// <param name="start">How the program is started with a training's words.</param>
internal sealed class SweepRun(SweepPlan plan, string folder, int workers, Func<IReadOnlyList<string>, ProcessStartInfo> start)
{
    private readonly Lock _gate = new();
    private SweepManifest _manifest = SweepManifest.Open(folder, plan);

    /// <returns>The manifest as it is on disk.</returns>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public async Task<SweepManifest> RunAsync(SweepProgress progress, CancellationToken cancel)
    {
        var open = plan.Points.Where(p => _manifest[p].State != PointState.Finished).ToArray();
        _manifest.Write(folder);
        progress.Start(plan.Points.Count, open.Length);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = workers };
        await Parallel.ForEachAsync(open, limits, async (point, _) =>
        {
            // What has not begun when the sweep is interrupted stays waiting.
            if (!cancel.IsCancellationRequested) await RunAsync(point, progress, cancel).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return _manifest;
    }

    private async Task RunAsync(SweepPoint point, SweepProgress progress, CancellationToken cancel)
    {
        string own = Path.Combine(folder, "points", point.Folder);
        Directory.CreateDirectory(own);
        var before = _manifest[point];
        string? resumed = Begun(own);
        // Without a checkpoint there is nothing to go on with. What such a run leaves would be counted as another run of this seed.
        if (resumed is null) foreach (string left in Directory.GetDirectories(own)) Directory.Delete(left, recursive: true);
        var info = start(resumed is null ? point.Words : Resuming(point.Words, resumed));
        info.Environment["FOREWARN_RUNS"] = Path.GetFullPath(own);
        var process = new PointProcess(info, Path.Combine(own, "log.txt"), share => progress.Advance(point, share));
        var (state, message) = await process.RunAsync(cancel).ConfigureAwait(false);
        string? found = process.Run is { } named ? Path.GetRelativePath(folder, named) : before.Run;
        lock (_gate)
        {
            _manifest = _manifest.With(before with { State = state, Run = found, Message = message });
            _manifest.Write(folder);
        }
        progress.End(point, state, message);
    }

    /// <summary>
    /// Trainings of policies keep what they were started with and want to hear nothing else again but how long; those of models must be
    /// given everything once more.
    /// </summary>
    private static IReadOnlyList<string> Resuming(IReadOnlyList<string> words, string run)
    {
        if (!File.Exists(Path.Combine(run, PolicyRunOrigin.Name))) return [.. words, "--resume", run];
        int minutes = words.ToList().FindIndex(w => w is "--minutes" or "-m");
        return [.. words.Take(2), "--resume", run, .. minutes < 0 ? [] : words.Skip(minutes).Take(2)];
    }

    /// <summary>The newest run that has a checkpoint: looked for, because a sweep that was killed could not note it.</summary>
    private static string? Begun(string own) => Directory.EnumerateDirectories(own, "checkpoints", SearchOption.AllDirectories)
        .Where(checkpoints => Directory.EnumerateFileSystemEntries(checkpoints).Any())
        .Select(checkpoints => Path.GetDirectoryName(checkpoints)!).Order(StringComparer.Ordinal).LastOrDefault();
}
