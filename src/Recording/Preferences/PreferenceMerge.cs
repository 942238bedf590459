using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>Gathers the label files that people's consoles wrote into one, every judgment once.</summary>
public static class PreferenceMerge
{
    private static readonly string[] ByPeople = ["operator", "correction"];

    /// <param name="sources">Files, or folders whose <c>*.jsonl</c> files are read, also in folders below.</param>
    /// <param name="path">File to add to; it is never read as a source.</param>
    /// <param name="wish">Only records of this wish; null takes all.</param>
    /// <param name="count">At most this many records in the file; null for all.</param>
    /// <exception cref="ForewarnException">A source does not exist, or the file cannot be written.</exception>
    public static PreferenceMergeTotals Run(IReadOnlyList<string> sources, string path, string? wish = null, int? count = null)
    {
        string full = Path.GetFullPath(path);
        string[] files = [.. sources.SelectMany(Files).Select(Path.GetFullPath).Distinct().Where(f => f != full)];
        using var file = new PreferenceFile(path);
        var known = PreferenceReader.Read(path).Records.Select(r => r.Key()).ToHashSet(StringComparer.Ordinal);
        int added = 0, twice = 0, others = 0, unusable = 0;
        foreach (string source in files)
        {
            var rows = PreferenceReader.Read(source);
            twice += rows.Dropped.Count(d => d.Reason == PreferenceFault.Duplicate);
            unusable += rows.Dropped.Count(d => d.Reason != PreferenceFault.Duplicate);
            others += rows.Texts.Count + rows.Unpaired.Count;
            foreach (var record in rows.Records)
            {
                if (!ByPeople.Contains(record.LabelSource) || (wish is not null && record.Prompt.Task != wish)) others++;
                else if (!known.Add(record.Key())) twice++;
                else if (count is null || file.Count < count)
                {
                    file.Add(record);
                    added++;
                }
            }
        }
        return new(files.Length, added, twice, others, unusable);
    }

    private static IEnumerable<string> Files(string source)
    {
        if (File.Exists(source)) return [source];
        if (Directory.Exists(source))
            return Directory.EnumerateFiles(source, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        throw ForewarnException.Of("label files", $"no '{source}'", "files, or folders of them", "Name what the console wrote (--labels).", ExitCode.Usage);
    }
}
