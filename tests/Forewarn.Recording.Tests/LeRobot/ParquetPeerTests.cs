using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Forewarn.Tests;

namespace Forewarn.Recording.Tests.LeRobot;

public sealed class ParquetPeerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_foreign_reader_sees_the_same_rows()
    {
        string path = _folder.At("set");
        SampleDataSet.Write(path);
        var seen = JsonNode.Parse(NpmPeer.Parquet.Run("read.mjs", path))!;
        var data = seen["data/chunk-000/file-000.parquet"]!;
        Assert.Equal(8, data["rows"]!.GetValue<int>());
        Assert.Equal(
            [.. SampleDataSet.Features.Select(f => f.Name), "timestamp", "frame_index", "episode_index", "index", "task_index"],
            data["columns"]!.AsArray().Select(c => c!.GetValue<string>()));
        Assert.Equal("""["SNAPPY"]""", data["codecs"]!.ToJsonString());
        Assert.Contains("Image", data["metadata"]!["huggingface"]!.GetValue<string>(), StringComparison.Ordinal);
        int row = 0;
        for (int e = 0; e < SampleDataSet.Lengths.Length; e++)
        {
            for (int f = 0; f < SampleDataSet.Lengths[e]; f++, row++) RequireRow(data["values"]![row]!, e, f, row);
        }

        var tasks = seen["meta/tasks.parquet"]!;
        Assert.Equal([SampleDataSet.Task(0), SampleDataSet.Task(1)], tasks["values"]!.AsArray().Select(t => t!["task"]!.GetValue<string>()));
        Assert.Contains("\"index_columns\":[\"task\"]", tasks["metadata"]!["pandas"]!.GetValue<string>(), StringComparison.Ordinal);
        RequireEpisodes(seen["meta/episodes/chunk-000/file-000.parquet"]!);
    }

    [Fact]
    public void What_a_foreign_writer_wrote_is_read()
    {
        string path = _folder.At("set");
        byte[] png = SampleDataSet.Png(1, 2);
        NpmPeer.Parquet.Run("write.mjs", path, Convert.ToBase64String(png));
        using var reader = LeRobotReader.Open(path);
        Assert.Equal("größe", reader.Tasks[1]);
        Assert.Equal([4, 5, 3], reader.Episodes.Select(e => e.Length));
        foreach (int e in new[] { 2, 0, 1 })
        {
            var episode = reader.ReadEpisode(e);
            Assert.All(reader.TasksOf(episode), task => Assert.Equal(reader.Tasks[e % 2], task));
            for (int f = 0; f < episode.Length; f++)
            {
                Assert.Equal(e + f / 8f, episode["observation.state"].As<float>()[f]);
                Assert.Equal(e * 0.5f + f, episode["action"].As<float>()[f]);
                Assert.Equal(png, episode["observation.images.front"].As<byte[]>()[f]);
                Assert.Equal($"note {e}", episode["note"].As<string>()[f]);
                Assert.Equal(f % 2 == 1, episode["flag"].As<bool>()[f]);
                Assert.Equal(f, episode["frame_index"].As<long>()[f]);
            }
        }
    }

    [Fact]
    public void Lists_in_pages_of_version_2_are_refused_by_name()
    {
        string path = _folder.At("set");
        NpmPeer.Parquet.Run("write.mjs", path, Convert.ToBase64String(SampleDataSet.Png(0, 0)), "list");
        using var reader = LeRobotReader.Open(path);
        Assert.Equal(4, reader.ReadEpisode(0, "observation.state").Length);
        var fault = Assert.Throws<ForewarnException>(() => reader.ReadEpisode(0));
        Assert.Contains("'velocity'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("version 2", fault.Message, StringComparison.Ordinal);
    }

    private static void RequireRow(JsonNode found, int episode, int frame, int row)
    {
        foreach (var (name, values) in SampleDataSet.Frame(episode, frame))
        {
            if (name == "observation.images.front")
            {
                Assert.Equal(Convert.ToBase64String((byte[])values), found[name]!["bytes"]!["base64"]!.GetValue<string>());
                Assert.Equal($"frame-{frame:D6}.png", found[name]!["path"]!.GetValue<string>());
            }
            else
            {
                Assert.Equal(values.Cast<object>().Select(Text), Leaves(found[name]!));
            }
        }
        Assert.Equal((frame, episode, row), (Long("frame_index"), Long("episode_index"), Long("index")));
        Assert.Equal(episode % 2, Long("task_index"));
        Assert.Equal(frame / 10f, found["timestamp"]!.GetValue<float>());

        long Long(string name) => found[name]!.GetValue<long>();
    }

    private static void RequireEpisodes(JsonNode table)
    {
        Assert.Equal(3, table["rows"]!.GetValue<int>());
        var last = table["values"]![2]!;
        Assert.Equal((2, 4, 4, 8, 0, 0), (Long("episode_index"), Long("length"), Long("dataset_from_index"), Long("dataset_to_index"),
            Long("data/chunk_index"), Long("data/file_index")));
        Assert.Equal(SampleDataSet.Task(2), last["tasks"]![0]!.GetValue<string>());
        Assert.Equal([20d, 20.5, -23], last["stats/observation.state/min"]!.AsArray().Select(v => v!.GetValue<double>()));
        Assert.Equal(3, last["stats/grid/mean"]![1]!.AsArray().Count);
        Assert.Single(last["stats/observation.images.front/q50"]![2]![0]!.AsArray());
        Assert.Equal(4, last["stats/action/count"]![0]!.GetValue<int>());

        long Long(string name) => last[name]!.GetValue<long>();
    }

    // The peer's JSON holds doubles; a float must come back as the double it is, but JSON has no negative zero.
    private static string Text(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        _ => (Convert.ToDouble(value, null) + 0.0).ToString("R", null),
    };

    private static IEnumerable<string> Leaves(JsonNode node) => node switch
    {
        JsonArray list => list.SelectMany(item => Leaves(item!)),
        _ when node.GetValueKind() is System.Text.Json.JsonValueKind.Number => [node.GetValue<double>().ToString("R", null)],
        _ => [node.ToString()],
    };
}
