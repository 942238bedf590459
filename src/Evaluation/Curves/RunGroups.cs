using Forewarn.Core;

namespace Forewarn.Evaluation.Curves;

/// <summary>Sorts runs into groups that differ in nothing but their seed.</summary>
public static class RunGroups
{
    /// <summary>What <see cref="By"/> understands besides names of settings.</summary>
    public static IReadOnlyList<string> Words { get; } = ["name", "folder", "run"];

    // What says how long or how a run was computed, not what was computed.
    private static readonly string[] Incidental =
        ["minutes", "threads", "steps", "workers", "checkpointEvery", "checkpoint_every", "logEvery", "log_every"];

    /// <summary>By name and, where runs of one name have unlike settings, by those settings too.</summary>
    public static IReadOnlyList<RunGroup> Of(IReadOnlyList<LearningRun> runs) =>
        [.. runs.GroupBy(r => r.Name).SelectMany(named => Split(named.Key, [.. named]))];

    /// <param name="keys">
    /// <c>name</c>, <c>folder</c> (the one that holds the run), <c>run</c> (every run alone) or settings, by their full name or by its end;
    /// labels are made of the values.
    /// </param>
    /// <exception cref="ForewarnException">No run has such a setting; lists those that differ between the runs.</exception>
    public static IReadOnlyList<RunGroup> By(IReadOnlyList<LearningRun> runs, IReadOnlyList<string> keys) =>
        [.. runs.GroupBy(r => string.Join(", ", keys.Select(k => Value(runs, r, k)))).Select(g => new RunGroup(g.Key, [.. g]))];

    /// <summary>Names of settings whose values differ between the runs, the seed's and incidental ones left out.</summary>
    public static IReadOnlyList<string> Differing(IReadOnlyList<LearningRun> runs) =>
    [
        .. runs.SelectMany(r => r.Settings.Keys).Distinct()
            .Where(k => !LearningRun.IsSeed(k) && !Incidental.Contains(k[(k.LastIndexOf('.') + 1)..]))
            .Where(k => runs.Select(r => r.Settings.GetValueOrDefault(k)).Distinct().Count() > 1).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<RunGroup> Split(string name, IReadOnlyList<LearningRun> runs)
    {
        var keys = Differing(runs);
        // Runs in which everything differs, as if made by hand one by one, would have labels too long to read.
        string Label(LearningRun run) => keys.Count == 0 ? name : $"{name} " + string.Join(' ', keys.Take(4)
            .Select(k => $"{k[(k.LastIndexOf('.') + 1)..]}={run.Settings.GetValueOrDefault(k, "–")}"));
        return runs.GroupBy(r => string.Join('\n', keys.Select(k => r.Settings.GetValueOrDefault(k, ""))))
            .Select(g => new RunGroup(Label(g.First()), [.. g]));
    }

    private static string Value(IReadOnlyList<LearningRun> runs, LearningRun run, string key) => key switch
    {
        "name" => run.Name,
        "folder" => Path.GetFileName(Path.GetDirectoryName(run.Folder)) ?? "",
        "run" => Path.GetFileName(run.Folder),
        _ => run.Settings.TryGetValue(Setting(runs, key), out string? value) ? value : "–",
    };

    private static string Setting(IReadOnlyList<LearningRun> runs, string key)
    {
        var known = runs.SelectMany(r => r.Settings.Keys).Distinct().ToArray();
        string[] meant = known.Contains(key) ? [key] : [.. known.Where(k => k.EndsWith("." + key, StringComparison.Ordinal))];
        return meant.Length == 1 ? meant[0] : throw ForewarnException.Of(
            "--group", $"'{key}'" + (meant.Length > 1 ? $", which may be {string.Join(" or ", meant)}" : ""),
            $"{string.Join(", ", Words)} or a setting of config.yaml",
            Differing(runs) is { Count: > 0 } differing
                ? $"These differ between the runs: {string.Join(", ", differing)}."
                : "No setting differs between the runs.",
            ExitCode.Usage);
    }
}
