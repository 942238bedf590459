using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;
using Forewarn.Recording;
using Forewarn.Simulation;

namespace Forewarn.Evaluation.Preferences;

/// <summary>
/// Labels pairs scene after scene into a preference file. Beside the file lies a table of the scenes that are done, which
/// makes a killed collection go on where it stopped; what is in the file depends on the seed alone, not on how many
/// workers or how many runs it took (but for the time of labeling).
/// </summary>
/// <param name="createBench">Makes one bench per worker, on the worker's thread.</param>
public sealed class PairCollection(PairCollectionOptions options, WishCase wish, Func<PairBench> createBench, TimeProvider time)
{
    /// <summary>Scenes that may pass without one pair to label, on average, before the collection gives up.</summary>
    private const int ScenesPerPair = 20;

    /// <summary>Table of scenes of a preference file.</summary>
    public static string TableOf(string path) => path + ".scenes";

    /// <summary>Adds what <paramref name="path"/> lacks.</summary>
    /// <param name="progress">Labeled pairs and how many are wanted.</param>
    /// <exception cref="ForewarnException">
    /// The file holds records that this collection did not write, or the scenes give no pairs.
    /// </exception>
    public PairTotals Run(string path, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        options.Validated();
        RequireOwn(path);
        // The file first: its lock also keeps a second writer away from the table.
        using var file = new PreferenceFile(path);
        using var table = RowTable<CollectedScene>.Open(TableOf(path), Identity());
        int labeled = table.Rows.Sum(r => r.Labeled);
        // A kill between file and table leaves records of a scene that the table does not know: they are not written again.
        int ahead = file.Count - table.Rows.Sum(r => r.Kept);
        if (ahead < 0)
            throw ForewarnException.Of($"'{path}'", $"{file.Count} records", $"the {file.Count - ahead} of '{TableOf(path)}'",
                "Restore the file, or remove both and start over.", ExitCode.Usage);
        progress?.Invoke(labeled, options.Count);
        if (labeled < options.Count) Collect();
        if (labeled < options.Count)
            throw ForewarnException.Of("pair collection", $"{labeled} pairs", $"{options.Count}",
                "The policy's plans are too much alike: try --raw, or more proposals.");
        return Totals(table.Rows);

        void Collect()
        {
            var last = table.Rows.Count > 0 ? table.Rows[^1] : null;
            bool again = last is { Left: > 0 };
            int from = last is null ? options.FirstScene : last.Scene + (again ? 0 : 1);
            int skip = again ? table.Rows.Where(r => r.Scene == from).Sum(r => r.Labeled) : 0;
            int[] scenes = [.. Enumerable.Range(from, ScenesPerPair + (options.Count - labeled) * ScenesPerPair)];
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            try
            {
                OrderedWorkers.Run(scenes, options.Workers, () => new PairPlayer(createBench(), options, wish, time, cancel),
                    (player, scene) => player.Play(scene), (scene, pairs) => Take(scene, pairs, enough), enough.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // The budget is spent.
            }

            void Take(int scene, ScenePairs played, CancellationTokenSource stop)
            {
                if (labeled >= options.Count) return;
                var mine = played.Pairs.Skip(scene == from ? skip : 0).ToArray();
                var paid = mine.Take(options.Count - labeled).ToArray();
                var kept = paid.Where(r => options.KeepsTies || !r.Tie).ToArray();
                int known = Math.Min(ahead, kept.Length);
                ahead -= known;
                foreach (var record in kept.Skip(known)) file.Add(record);
                table.Append(new(scene, paid.Length, paid.Count(r => r.Tie), kept.Length, mine.Length - paid.Length));
                labeled += paid.Length;
                progress?.Invoke(labeled, options.Count);
                if (labeled >= options.Count) stop.Cancel();
            }
        }
    }

    private static PairTotals Totals(IReadOnlyList<CollectedScene> rows) => new(
        rows.Select(r => r.Scene).Distinct().Count(), rows.Sum(r => r.Labeled), rows.Sum(r => r.Ties), rows.Sum(r => r.Kept));

    private static void RequireOwn(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > 0 && !File.Exists(TableOf(path)))
            throw ForewarnException.Of($"'{path}'", "records that another command wrote", "a new file, or one that this command began",
                "Choose another --out.", ExitCode.Usage);
    }

    private string Identity() =>
        $"{options.Identity}; source={options.Source}; seed={options.Seed}; from={options.FirstScene}; per-scene={options.PairsPerScene}; "
        + $"N={options.Proposals}; raw={options.RawSamples}; pick={options.Pick}; ties={options.KeepsTies}; "
        + $"tie-margin={options.TieMargin:R}; policy={options.PolicyId}; {wish}; "
        + string.Join(", ", options.Models.Select(m => $"{m.Key}={m.Value}"));
}
