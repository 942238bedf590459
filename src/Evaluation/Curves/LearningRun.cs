using System.Globalization;
using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.Evaluation.Curves;

/// <summary>One training, read from its folder.</summary>
/// <param name="Folder">Full path.</param>
/// <param name="Name">The folder's name without time, seed and number: <c>093001-hopper-sac-s3-2</c> is <c>hopper-sac</c>.</param>
/// <param name="Seed">From the folder's name, otherwise from its settings; null when neither tells.</param>
/// <param name="Settings">See <see cref="RunSettings"/>.</param>
public sealed partial record LearningRun(
    string Folder, string Name, ulong? Seed, IReadOnlyDictionary<string, string> Settings, RunMetrics Metrics)
{
    /// <exception cref="ForewarnException">Its figures cannot be read.</exception>
    public static LearningRun Read(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var settings = RunSettings.Read(folder);
        var parts = FolderName().Match(Path.GetFileName(folder));
        string name = parts.Groups["name"].Value;
        ulong? seed = Number(parts.Groups["seed"].Value)
            ?? Number(settings.FirstOrDefault(s => IsSeed(s.Key)).Value ?? "");
        return new(folder, name, seed, settings, RunMetrics.Read(folder));
    }

    /// <summary>All runs in the folders given: each is a run itself or holds runs at any depth.</summary>
    /// <exception cref="ForewarnException">A folder does not exist or holds no run.</exception>
    public static IReadOnlyList<LearningRun> Find(IEnumerable<string> folders)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
                throw ForewarnException.Of("run", $"no folder '{folder}'", "the folder of a training run, or one that holds runs",
                    "Look under runs/.", ExitCode.Usage);
            string[] runs = File.Exists(Path.Combine(folder, RunMetrics.FileName))
                ? [folder]
                : [.. Directory.EnumerateFiles(folder, RunMetrics.FileName, SearchOption.AllDirectories)
                    .Select(f => Path.GetDirectoryName(f)!)];
            if (runs.Length == 0)
                throw ForewarnException.Of($"'{folder}'", $"no {RunMetrics.FileName} in it or below", "the folder of a training run",
                    "Look under runs/.", ExitCode.Usage);
            found.UnionWith(runs.Select(Path.GetFullPath));
        }
        return [.. found.Select(Read)];
    }

    internal static bool IsSeed(string key) => key == "seed" || key.EndsWith(".seed", StringComparison.Ordinal);

    private static ulong? Number(string text) => ulong.TryParse(text, CultureInfo.InvariantCulture, out ulong number) ? number : null;

    [GeneratedRegex(@"^(?:\d{6}-)?(?<name>.*?)(?:-s(?<seed>\d+)(?:-\d+)?)?$")]
    private static partial Regex FolderName();
}
