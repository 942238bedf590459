using System.Text.Json.Nodes;
using Forewarn.Recording.LeRobot;
using Forewarn.Recording.LeRobot.Checking;
using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.Tests.LeRobot;

public sealed class LeRobotCheckTests : IDisposable
{
    private const string Data = "data/chunk-000/file-000.parquet";

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public LeRobotCheckTests()
    {
        _path = _folder.At("set");
        SampleDataSet.Write(_path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_set_has_no_faults()
    {
        int seen = 0;
        var report = new LeRobotCheck(_path).Run((done, wanted) => seen = done * 10 + wanted);
        Assert.Empty(report.Faults);
        Assert.Equal((3, 8L, 33), (report.Episodes, report.Frames, seen));
    }

    [Theory]
    [InlineData("timestamp", 4, 9f, "episode 2 row 0: expected timestamp 0 (0 at 10 fps, within 0.0001 s), got 9")]
    [InlineData("timestamp", 5, float.NaN, "episode 2 row 1: expected timestamp 0.1 (1 at 10 fps, within 0.0001 s), got NaN")]
    [InlineData("frame_index", 1, 7L, "episode 0 row 1: expected frame_index 1, got 7")]
    [InlineData("index", 7, 8L, "episode 2 row 3: expected index 7, got 8")]
    [InlineData("episode_index", 3, 0L, "episode 1 row 0: expected episode_index 1, got 0")]
    [InlineData("task_index", 0, 5L, "episode 0 row 0: expected a task_index of meta/tasks.parquet, got 5")]
    [InlineData("observation.state", 5, float.NaN, "episode 0 row 1: expected finite numbers in 'observation.state', got NaN at position 2")]
    [InlineData("grid", 6, double.PositiveInfinity, "episode 0 row 1: expected finite numbers in 'grid', got Infinity at position 0")]
    public void A_wrong_value_is_one_line_with_its_place(string column, int at, object value, string line)
    {
        Rewrite(column, values => values.SetValue(value, at));
        var faults = new LeRobotCheck(_path).Run().Faults;
        Assert.Contains($"{Data} {line}", faults[0].ToString(), StringComparison.Ordinal);
        Assert.All(faults, f => Assert.Equal(faults[0].Episode, f.Episode));
    }

    [Fact]
    public void Pictures_of_another_size_or_damaged_ones_are_found()
    {
        Rewrite("observation.images.front", values =>
        {
            values.SetValue(Core.PngWriter.Encode(new byte[60], 5, 4), 1);
            ((byte[])values.GetValue(4)!)[50] ^= 1;
        });
        var faults = new LeRobotCheck(_path).Run().Faults;
        Assert.Equal(2, faults.Count);
        Assert.Contains("episode 0 row 1: expected a PNG 4 x 5 x 3 in 'observation.images.front', got 5 x 4 x 3", faults[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("checksum", faults[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_share_a_fault_are_counted()
    {
        Rewrite("frame_index", values => Array.Clear(values));
        Assert.Contains("(and 2 more rows)", new LeRobotCheck(_path).Run().Faults[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_counts_and_missing_parts_are_found()
    {
        string info = Path.Combine(_path, "meta", "info.json");
        var json = JsonNode.Parse(File.ReadAllText(info))!;
        (json["total_frames"], json["total_episodes"]) = (9, 4);
        json["features"]!["extra"] = JsonNode.Parse("""{"dtype":"float32","shape":[2],"names":null}""");
        File.WriteAllText(info, json.ToJsonString());
        File.WriteAllText(Path.Combine(_path, "meta", "stats.json"), "{}");
        string[] lines = [.. new LeRobotCheck(_path).Run().Faults.Select(f => f.ToString())];
        Assert.Contains("meta/info.json: expected total_episodes 4, got 3", lines);
        Assert.Contains("meta/info.json: expected total_frames 9, got 8", lines);
        Assert.Contains($"{Data}: expected a column 'extra', got none", lines);
        Assert.Contains("meta/stats.json: expected min, max, mean, std, count of 'action', got none", lines);
    }

    [Fact]
    public void A_missing_or_short_file_is_named_once()
    {
        Rewrite("note", _ => { }, rows: 6);
        string[] lines = [.. new LeRobotCheck(_path).Run().Faults.Select(f => f.ToString())];
        Assert.Equal([$"{Data}: expected rows 8, got 6", $"{Data} episode 2: expected rows up to 7 of the file, got 6 rows"], lines);
        File.Delete(Path.Combine(_path, Data));
        Assert.StartsWith($"{Data}: expected a readable table", Assert.Single(new LeRobotCheck(_path).Run().Faults).ToString(), StringComparison.Ordinal);
    }

    // Writes the data file anew with one column changed.
    private void Rewrite(string column, Action<Array> change, int rows = 8)
    {
        var info = LeRobotInfoReader.Read(_path);
        string file = Path.Combine(_path, Data);
        Array[] values;
        using (var reader = new DataFileReader(file)) values = [.. info.Features.Select(f => reader.Read(f, 0, rows).Values)];
        change(values[info.Features.ToList().FindIndex(f => f.Name == column)]);
        File.Delete(file);
        using var writer = new ParquetTableWriter(file, [.. info.Features.Select(TableColumn.Of)]);
        writer.Write(rows, values);
        writer.Close();
    }
}
