using System.Globalization;
using System.Text.RegularExpressions;

namespace Forewarn.Recording.LeRobot;

/// <summary>Names of the files of a data set.</summary>
internal static partial class LeRobotLayout
{
    public const string Info = "meta/info.json", Stats = "meta/stats.json", Tasks = "meta/tasks.parquet", Episodes = "meta/episodes";

    public const string EpisodesPath = Episodes + "/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";

    /// <summary>Fills the indexes into a path template; knows Python's <c>{name:03d}</c>.</summary>
    public static string Expand(string template, int chunk, int file) => Slot().Replace(template, slot =>
    {
        int value = slot.Groups["name"].Value.StartsWith('c') ? chunk : file;
        return value.ToString(CultureInfo.InvariantCulture).PadLeft(slot.Groups["width"] is { Success: true } w ? w.Value[0] - '0' : 1, '0');
    });

    /// <summary>Whether a template can be filled in and stays inside the data set's folder.</summary>
    public static bool IsSafe(string template)
    {
        string path = Expand(template, 0, 0);
        return !Path.IsPathRooted(path) && !path.Contains('{', StringComparison.Ordinal) && !path.Contains('\0', StringComparison.Ordinal)
            && !path.Split('/', '\\').Contains("..");
    }

    /// <summary>The file after this one.</summary>
    public static (int Chunk, int File) Next(int chunk, int file, int chunksSize) =>
        file == chunksSize - 1 ? (chunk + 1, 0) : (chunk, file + 1);

    [GeneratedRegex(@"\{(?<name>chunk_index|file_index)(?::0(?<width>[1-9])d)?\}")]
    private static partial Regex Slot();
}
