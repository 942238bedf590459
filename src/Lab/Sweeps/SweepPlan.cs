using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Lab.Sweeps;

/// <summary>Every combination of values with every seed.</summary>
internal sealed class SweepPlan
{
    private const int LongestName = 100;

    private readonly IReadOnlyList<string> _command;
    private readonly IReadOnlyList<(string Key, IReadOnlyList<string> Values)> _axes;

    /// <exception cref="ForewarnException">No command, a key twice, or braces without values.</exception>
    public SweepPlan(
        IReadOnlyList<string> command, IReadOnlyList<ulong> seeds, IReadOnlyList<(string Key, IReadOnlyList<string> Values)> axes)
    {
        (_command, _axes) = (command, axes);
        if (command is not ["train", _, ..])
            throw ForewarnException.Of(
                "sweep", command.Count == 0 ? "no command" : $"'{string.Join(' ', command)}'", "a training command",
                "Write it last, after two dashes: sweep --seeds 1..5 -- train sac --env hopper-v4.", ExitCode.Usage);
        if (axes.GroupBy(a => a.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw ForewarnException.Of("--set", $"'{twice.Key}' twice", "every key once", "List its values with commas.", ExitCode.Usage);
        if (command.FirstOrDefault(w => w is ['{', .., '}'] && axes.All(a => w != $"{{{a.Key}}}")) is { } open)
            throw ForewarnException.Of("sweep command", $"'{open}' without values", "values for every word in braces",
                $"Add --set {open[1..^1]}=a,b.", ExitCode.Usage);
        Points = [.. Combinations(0).SelectMany(values => seeds.Select(seed => Point(values, seed)))];
    }

    /// <summary>Command without values, as text: what stays the same in one sweep folder.</summary>
    public string Command => string.Join(' ', _command);

    /// <summary>Seeds of one combination stand together.</summary>
    public IReadOnlyList<SweepPoint> Points { get; }

    private IEnumerable<string[]> Combinations(int axis) => axis == _axes.Count
        ? [[]]
        : _axes[axis].Values.SelectMany(value => Combinations(axis + 1).Select(rest => (string[])[value, .. rest]));

    private SweepPoint Point(string[] values, ulong seed)
    {
        var words = new List<string>(_command);
        for (int a = 0; a < values.Length; a++)
        {
            string key = _axes[a].Key, hole = $"{{{key}}}";
            if (_command.Any(w => w.Contains(hole, StringComparison.Ordinal)))
            {
                for (int w = 0; w < words.Count; w++) words[w] = words[w].Replace(hole, values[a], StringComparison.Ordinal);
            }
            else if (key.Contains('.', StringComparison.Ordinal)) words.Add($"{key}={values[a]}");
            else words.AddRange(["--" + key.TrimStart('-'), values[a]]);
        }
        words.AddRange(["--seed", seed.ToString(CultureInfo.InvariantCulture)]);
        string[] parts = [.. values.Select((v, a) => $"{_axes[a].Key}={v}")];
        return new(parts.Length == 0 ? "all" : string.Join(' ', parts), seed, FolderName(parts, seed), words);
    }

    // The name must be the same whenever the sweep is taken up again, and different for different values.
    private static string FolderName(string[] parts, ulong seed)
    {
        string name = string.Join('_', parts);
        string plain = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '=' or '.' or '-' or '_' ? c : '-'));
        if (plain.Length > LongestName || plain != name)
            plain = $"{plain[..Math.Min(plain.Length, LongestName)]}-{new SeedStreams(0).Stream(name).Key % 0x1000000:x6}";
        return string.Create(CultureInfo.InvariantCulture, $"{(plain.Length == 0 ? "" : plain + "_")}s{seed}");
    }
}
