using System.Text.Json.Nodes;
using CsCheck;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Forewarn.Recording.LeRobot.Checking;

namespace Forewarn.Recording.Tests.LeRobot;

public sealed class LeRobotReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v2.1", "convert_dataset_v21_to_v30")]
    [InlineData("v2.0", "convert_dataset_v21_to_v30")]
    [InlineData("v4.0", "v3.0")]
    public void Other_versions_are_refused_with_advice(string version, string advice)
    {
        string path = Sample(info => info["codebase_version"] = version);
        var fault = Assert.Throws<ForewarnException>(() => LeRobotReader.Open(path));
        Assert.Contains(version, fault.Message, StringComparison.Ordinal);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fps", "0")]
    [InlineData("fps", "null")]
    [InlineData("features", "[]")]
    [InlineData("features", "{}")]
    [InlineData("features", """{"a":{"dtype":"float32","shape":[0]}}""")]
    [InlineData("features", """{"a":{"dtype":"float32","shape":[2147483647,2147483647,2147483647]}}""")]
    [InlineData("features", """{"a":{"shape":[1]}}""")]
    [InlineData("data_path", "\"../../{chunk_index}.parquet\"")]
    [InlineData("data_path", "\"/etc/x\"")]
    [InlineData("data_path", "\"{other}\"")]
    [InlineData("chunks_size", "-1")]
    [InlineData("total_frames", "\"many\"")]
    public void A_wrong_description_is_refused(string key, string json)
    {
        string path = Sample(info => info[key] = JsonNode.Parse(json));
        Assert.Contains("info.json", Assert.Throws<ForewarnException>(() => LeRobotReader.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Videos_are_named_as_unavailable_and_the_rest_is_read()
    {
        string path = Sample(info => info["features"]!["observation.images.top"] =
            JsonNode.Parse("""{"dtype":"video","shape":[480,640,3],"names":null}"""));
        using var reader = LeRobotReader.Open(path);
        Assert.Equal("observation.images.top", Assert.Single(reader.Unavailable).Name);
        Assert.False(reader.ReadEpisode(0).Columns.ContainsKey("observation.images.top"));
        Assert.Contains("MP4", Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0, "observation.images.top")).Message, StringComparison.Ordinal);
        Assert.Contains("'nothing'", Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0, "nothing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_of_another_shape_or_type_is_noticed()
    {
        string path = Sample(info => info["features"]!["action"]!["shape"] = new JsonArray(3));
        using (var reader = LeRobotReader.Open(path))
            Assert.Contains("'action'", Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0)).Message, StringComparison.Ordinal);
        path = Sample(info => info["features"]!["action"]!["dtype"] = "int64", "other");
        using (var reader = LeRobotReader.Open(path))
            Assert.Contains("'action'", Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        Assert.Contains("info.json", Assert.Throws<ForewarnException>(() => LeRobotReader.Open(_folder.Path)).Message, StringComparison.Ordinal);
        string path = Sample(_ => { });
        File.Delete(Path.Combine(path, "data/chunk-000/file-000.parquet"));
        using (var reader = LeRobotReader.Open(path))
            Assert.Contains("file-000.parquet", Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0)).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(path, "meta/tasks.parquet"));
        Assert.Contains("tasks.parquet", Assert.Throws<ForewarnException>(() => LeRobotReader.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/chunk-000/file-000.parquet")]
    [InlineData("meta/episodes/chunk-000/file-000.parquet")]
    [InlineData("meta/tasks.parquet")]
    public void Cut_and_changed_tables_are_refused_or_read(string file)
    {
        string path = Sample(_ => { }), damaged = Path.Combine(path, file);
        byte[] whole = File.ReadAllBytes(damaged);
        Gen.Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 6], Gen.Int[0, whole.Length], Gen.Int[0, 3]).Sample((changes, length, kind) =>
        {
            byte[] bytes = kind == 0 ? whole[..length] : [.. whole];
            // Page headers and the footer are where the dangerous numbers are: aim half of the changes at the end.
            foreach (var (at, value) in changes)
            {
                if (bytes.Length > 0) bytes[kind == 1 ? Math.Max(0, bytes.Length - 1 - at % 3000) : at % bytes.Length] = value;
            }
            File.WriteAllBytes(damaged, bytes);
            try
            {
                using var reader = LeRobotReader.Open(path);
                for (int e = 0; e < reader.Episodes.Count; e++) reader.ReadEpisode(e);
            }
            catch (ForewarnException)
            {
                // One clear message; anything else fails the test.
            }
            Assert.NotNull(new LeRobotCheck(path).Run());
        }, iter: 150, threads: 1);
    }

    private string Sample(Action<JsonObject> change, string name = "set")
    {
        string path = _folder.At(name);
        SampleDataSet.Write(path);
        string info = Path.Combine(path, "meta", "info.json");
        var json = JsonNode.Parse(File.ReadAllText(info))!.AsObject();
        change(json);
        File.WriteAllText(info, json.ToJsonString());
        return path;
    }
}
