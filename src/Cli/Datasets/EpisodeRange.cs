using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Cli.Datasets;

/// <summary>Episodes as a command line names them, in Python's way: <c>3</c>, <c>0:10</c>, <c>:10</c> or <c>90:</c>.</summary>
internal static class EpisodeRange
{
    /// <returns>Positions below <paramref name="count"/>; all when nothing is named.</returns>
    /// <exception cref="ForewarnException">No range, an empty one, or one beyond the data.</exception>
    public static int[] Parse(string? text, int count)
    {
        if (text is null) return [.. Enumerable.Range(0, count)];
        string[] ends = text.Split(':');
        bool isRange = ends.Length == 2;
        if (ends.Length > 2 || !TryEnd(ends[0], 0, out int first) || !TryEnd(isRange ? ends[1] : "", isRange ? count : first + 1, out int end)
            || (!isRange && ends[0].Length == 0))
            throw ForewarnException.Of("--episodes", $"'{text}'", "a range like 0:10, :10, 90: or one number", "The end is not included.", ExitCode.Usage);
        if (first >= end || end > count)
            throw ForewarnException.Of("--episodes", $"'{text}'", $"episodes from 0 to {count}", "Name a range that the data holds.", ExitCode.Usage);
        return [.. Enumerable.Range(first, end - first)];
    }

    private static bool TryEnd(string text, int otherwise, out int end)
    {
        end = otherwise;
        return text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out end);
    }
}
