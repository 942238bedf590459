using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot.Checking;

/// <summary>Checks the frames of one episode. Of a fault that many rows share, the first is named, and how many follow.</summary>
internal sealed class EpisodeCheck(LeRobotReader reader, LeRobotEpisodeInfo episode, double tolerance)
{
    private readonly List<LeRobotFault> _faults = [];
    private readonly string _file = reader.Info.DataFile(episode.ChunkIndex, episode.FileIndex);

    public IReadOnlyList<LeRobotFault> Run()
    {
        // A missing file or column has been named once already, for all its episodes.
        if (OpenFile() is not { } file) return [];
        if (reader.FirstRow(episode) + episode.Length > file.Rows)
        {
            Add(null, $"rows up to {reader.FirstRow(episode) + episode.Length - 1} of the file", $"{file.Rows} rows");
            return _faults;
        }
        foreach (var feature in reader.Readable.Where(f => file.Has(f.Name)))
        {
            try
            {
                Check(reader.ReadColumn(episode, feature));
            }
            catch (ForewarnException fault)
            {
                Add(null, $"a readable column '{feature.Name}'", fault.Message);
            }
        }
        return _faults;
    }

    private DataFileReader? OpenFile()
    {
        try
        {
            return reader.OpenFile(episode.ChunkIndex, episode.FileIndex);
        }
        catch (ForewarnException)
        {
            return null;
        }
    }

    private void Check(LeRobotColumn column)
    {
        switch (column.Feature.Name)
        {
            case "frame_index": CheckLongs(column, row => row); break;
            case "index": CheckLongs(column, row => episode.FromIndex + row); break;
            case "episode_index": CheckLongs(column, _ => episode.Index); break;
            case "task_index": CheckTasks(column); break;
            case "timestamp": CheckTimes(column.As<float>().ToArray()); break;
            default:
                if (column.Feature.IsImage) CheckPictures(column);
                else if (column.Values is float[] or double[]) CheckNumbers(column);
                break;
        }
    }

    private void CheckLongs(LeRobotColumn column, Func<int, long> expected)
    {
        var values = column.As<long>().ToArray();
        First(row => values[row] == expected(row), row => $"{column.Feature.Name} {expected(row)}", row => $"{values[row]}");
    }

    private void CheckTasks(LeRobotColumn column)
    {
        var values = column.As<long>().ToArray();
        First(row => reader.Tasks.ContainsKey(values[row]), _ => "a task_index of meta/tasks.parquet", row => $"{values[row]}");
    }

    private void CheckTimes(float[] times)
    {
        First(row => Math.Abs(times[row] - (double)row / reader.Info.Fps) <= tolerance,
            row => $"timestamp {Text((double)row / reader.Info.Fps)} ({row} at {reader.Info.Fps} fps, within {Text(tolerance)} s)",
            row => Text(times[row]));
        First(row => row == 0 || times[row] > times[row - 1], row => $"a timestamp after {Text(times[row - 1])}", row => Text(times[row]));
    }

    private void CheckNumbers(LeRobotColumn column)
    {
        double[] values = column.ToDoubles();
        int width = column.Feature.Width;
        First(row => Bad(row) < 0, row => $"finite numbers in '{column.Feature.Name}'",
            row => $"{Text(values[row * width + Bad(row)])} at position {Bad(row)}");

        int Bad(int row) => values.AsSpan(row * width, width).ToArray().ToList().FindIndex(v => !double.IsFinite(v));
    }

    private void CheckPictures(LeRobotColumn column)
    {
        var pictures = column.As<byte[]>().ToArray();
        var found = pictures.Select(Describe).ToArray();
        string wanted = string.Join(" x ", column.Feature.Shape);
        First(row => found[row] == wanted, _ => $"a PNG {wanted} in '{column.Feature.Name}'", row => found[row]);
    }

    private static string Describe(byte[] png)
    {
        try
        {
            var picture = PngReader.Decode(png);
            return $"{picture.Height} x {picture.Width} x {picture.Channels}";
        }
        catch (ForewarnException fault)
        {
            return fault.Message;
        }
    }

    private void First(Func<int, bool> isRight, Func<int, string> expected, Func<int, string> got)
    {
        int[] wrong = [.. Enumerable.Range(0, episode.Length).Where(row => !isRight(row))];
        if (wrong.Length == 0) return;
        string more = wrong.Length > 1 ? $" (and {wrong.Length - 1} more rows)" : "";
        Add(wrong[0], expected(wrong[0]), got(wrong[0]) + more);
    }

    private void Add(int? row, string expected, string got) => _faults.Add(new(_file, episode.Index, row, expected, got));

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
