using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;

namespace Forewarn.Recording.Tests.LeRobot;

public sealed class LeRobotWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_that_was_written_is_read()
    {
        string path = _folder.At("set");
        SampleDataSet.Write(path);
        using var reader = LeRobotReader.Open(path);
        Assert.Equal((10, "arm", 3L, 8L, 2L), (reader.Info.Fps, reader.Info.RobotType, reader.Info.TotalEpisodes, reader.Info.TotalFrames, reader.Info.TotalTasks));
        Assert.Equal(SampleDataSet.Features.Select(f => f.Name), reader.Info.Features.Select(f => f.Name).Take(SampleDataSet.Features.Length));
        Assert.Equal(["a", "b", "c"], reader.Info.Find("observation.state")!.Names!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.Empty(reader.Unavailable);
        long index = 0;
        foreach (int e in new[] { 0, 1, 2 })
        {
            var episode = reader.ReadEpisode(e);
            Assert.Equal([SampleDataSet.Task(e)], episode.Info.Tasks);
            Assert.All(reader.TasksOf(episode), task => Assert.Equal(SampleDataSet.Task(e), task));
            for (int f = 0; f < SampleDataSet.Lengths[e]; f++, index++)
            {
                foreach (var (name, values) in SampleDataSet.Frame(e, f))
                {
                    var column = episode[name];
                    Assert.Equal(SampleDataSet.Lengths[e], column.Frames);
                    if (column.Feature.IsImage) Assert.Equal((byte[])values, column.As<byte[]>()[f]);
                    else Assert.Equal(values, column.Slice(f, 1).Values);
                }
                Assert.Equal((f, e, index), (episode["frame_index"].As<long>()[f], episode["episode_index"].As<long>()[f], episode["index"].As<long>()[f]));
                Assert.Equal(f / 10f, episode["timestamp"].As<float>()[f]);
            }
        }
    }

    [Fact]
    public void Files_are_split_by_size_and_chunks_by_count()
    {
        string path = _folder.At("set");
        // Noise does not compress: about 0.3 MB an episode, three in a megabyte.
        var camera = LeRobotFeature.Camera("observation.images.front", 320, 320);
        var seed = new SeedStreams(1).Stream("noise");
        using (var writer = new LeRobotWriter(path, new(10, [camera]) { DataFilesSizeInMb = 1, ChunksSize = 2 }))
        {
            for (int e = 0; e < 14; e++)
            {
                var rgb = new byte[320 * 320 * 3];
                for (int i = 0; i < rgb.Length; i++) rgb[i] = (byte)seed.NextUInt64();
                writer.AddFrame("look", new Dictionary<string, Array> { [camera.Name] = PngWriter.Encode(rgb, 320, 320) });
                writer.CloseEpisode();
            }
            writer.Complete();
        }
        string[] files = [.. Directory.GetFiles(Path.Combine(path, "data"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["chunk-000/file-000.parquet", "chunk-000/file-001.parquet", "chunk-001/file-000.parquet", "chunk-001/file-001.parquet", "chunk-002/file-000.parquet"],
            files.Select(f => Path.GetRelativePath(Path.Combine(path, "data"), f)));
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 1 << 20));
        using var reader = LeRobotReader.Open(path);
        foreach (int e in new[] { 13, 0, 7, 6 })
            Assert.Equal([e], reader.ReadEpisode(e)["index"].As<long>().ToArray());
    }

    [Fact]
    public void Statistics_are_those_of_the_numbers()
    {
        string path = _folder.At("set");
        SampleDataSet.Write(path);
        var stats = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "meta", "stats.json")))!;
        double[] first = [0, 1, 2, 10, 20, 21, 22, 23];
        double mean = first.Average();
        var state = stats["observation.state"]!;
        Assert.Equal([0, 0.5, -23], Numbers(state["min"]!));
        Assert.Equal([23, 23.5, 0], Numbers(state["max"]!));
        Assert.Equal(mean, Numbers(state["mean"]!)[0], 9);
        Assert.Equal(Math.Sqrt(first.Average(v => (v - mean) * (v - mean))), Numbers(state["std"]!)[0], 9);
        Assert.Equal(15, Numbers(state["q50"]!)[0], 9);
        Assert.Equal([8], Numbers(state["count"]!));
        Assert.Equal(3, stats["grid"]!["mean"]![1]!.AsArray().Count);
        // Pictures: by channel, [3, 1, 1], as shares of white.
        var camera = stats["observation.images.front"]!;
        byte[][] red = [.. Enumerable.Range(0, 3).SelectMany(e => Enumerable.Range(0, SampleDataSet.Lengths[e])
            .Select(f => PngReader.Decode(SampleDataSet.Png(e, f)).Samples.Where((_, i) => i % 3 == 0).ToArray()))];
        Assert.Equal(red.SelectMany(r => r).Average(b => b / 255.0), camera["mean"]![0]![0]![0]!.GetValue<double>(), 9);
        Assert.Equal(red.SelectMany(r => r).Max() / 255.0, camera["max"]![0]![0]![0]!.GetValue<double>(), 9);
        Assert.Null(stats["note"]);
    }

    [Fact]
    public void Nothing_appears_before_the_end()
    {
        string path = _folder.At("set");
        using (var writer = new LeRobotWriter(path, new(10, SampleDataSet.Features)))
        {
            writer.AddFrame("x", SampleDataSet.Frame(0, 0));
            Assert.Throws<ForewarnException>(writer.Complete);
            writer.CloseEpisode();
            Assert.False(Directory.Exists(path));
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        using (var empty = new LeRobotWriter(path, new(10, SampleDataSet.Features)))
        {
            Assert.Throws<ForewarnException>(empty.Complete);
            Assert.Throws<ForewarnException>(empty.CloseEpisode);
        }
        SampleDataSet.Write(path);
        Assert.Contains("exists", Assert.Throws<ForewarnException>(() => SampleDataSet.Write(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_that_do_not_fit_are_refused_and_leave_the_episode_as_it_was()
    {
        using var writer = new LeRobotWriter(_folder.At("set"), new(10, SampleDataSet.Features));
        void Refuses(string named, Action<Dictionary<string, Array>> change)
        {
            var frame = SampleDataSet.Frame(0, 0);
            change(frame);
            Assert.Contains(named, Assert.Throws<ForewarnException>(() => writer.AddFrame("x", frame)).Message, StringComparison.Ordinal);
        }

        Refuses("'action'", f => f.Remove("action"));
        Refuses("'extra'", f => f["extra"] = new float[1]);
        Refuses("3 values of Single", f => f["action"] = new float[3]);
        Refuses("2 values of Double", f => f["action"] = new double[2]);
        Refuses("2 values of SByte", f => f["count"] = new sbyte[2]);
        Refuses("[5, 4, 3]", f => f["observation.images.front"] = PngWriter.Encode(new byte[60], 5, 4));
        Refuses("PNG", f => f["observation.images.front"] = new byte[] { 1, 2, 3 });
        Assert.Equal(0, writer.OpenFrames);
    }

    [Theory]
    [InlineData("observation.images.x", "video")]
    [InlineData("x", "complex64")]
    [InlineData("timestamp", "float32")]
    public void Features_that_cannot_be_written_are_named(string name, string dtype) => Assert.Contains(name, Assert.Throws<ForewarnException>(
        () => new LeRobotWriter(_folder.At("set"), new(10, [new(name, dtype, [1])]))).Message, StringComparison.Ordinal);

    private static double[] Numbers(JsonNode list) => [.. list.AsArray().Select(n => n!.GetValue<double>())];
}
