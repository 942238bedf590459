using Forewarn.Core;

namespace Forewarn.Recording.Tests.Rosbag;

public sealed class BagReaderTests
{
    [Theory]
    [InlineData("bag")]
    [InlineData("bag/metadata.yaml")]
    [InlineData("bag/bag_0.mcap")]
    public void A_bag_opens_by_folder_and_by_file(string path)
    {
        using var scratch = new Scratch();
        var session = new Dictionary<string, string> { ["wish"] = "the mug" };
        using (var bag = new BagWriter(scratch.At("bag"), new() { Session = session })) Samples.Fill(bag, 400);
        using var reader = BagReader.Open(scratch.At(path));
        Same(reader, 400, hasPublishTimes: true);
        Assert.Equal("the mug", reader.Metadata["forewarn"]["wish"]);
        Assert.Equal(path.EndsWith(".mcap", StringComparison.Ordinal) ? 0 : 1, reader.CustomData.Count);
        Assert.Empty(reader.Damages);
        foreach (var topic in Samples.All)
        {
            var found = reader.Find(topic.Name)!;
            Assert.Equal((topic.Type.Name, topic.Type.Definition, topic.Type.Hash, QosText.Of(topic.Qos), "cdr", "ros2msg", 100L),
                (found.TypeName, found.Definition, found.TypeHash, found.Qos, found.SerializationFormat, found.DefinitionEncoding, found.MessageCount));
        }
    }

    [Theory]
    [InlineData("eloquent", false)]
    [InlineData("humble", false)]
    [InlineData("jazzy", false)]
    [InlineData("jazzy", true)]
    public void A_sqlite_bag_reads_whatever_its_release(string layout, bool wal)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("bag"));
        SqliteBags.Write(scratch.At("bag/odd name?#%_0.db3"), layout, 0, 400, wal);
        string[] before = Directory.GetFiles(scratch.At("bag"));
        foreach (string path in (string[])["bag", "bag/odd name?#%_0.db3"])
        {
            using var reader = BagReader.Open(scratch.At(path));
            Same(reader, 400, hasPublishTimes: false);
            var plan = reader.Find("/plan")!;
            var (type, isNew) = (Samples.Plan.Type, layout == "jazzy");
            Assert.Equal(
                (type.Name, isNew ? type.Hash : "", layout == "eloquent" ? "" : QosText.Of(Samples.Plan.Qos), isNew ? type.Definition : "", 100L),
                (plan.TypeName, plan.TypeHash, plan.Qos, plan.Definition, plan.MessageCount));
            Assert.Equal(layout == "jazzy", reader.Metadata.ContainsKey("rosbag2"));
            Assert.Empty(reader.Damages);
        }

        Assert.Equal(before, Directory.GetFiles(scratch.At("bag")));
    }

    [Theory]
    [InlineData("mcap", true)]
    [InlineData("mcap", false)]
    [InlineData("db3", true)]
    public void A_split_bag_is_one(string kind, bool hasMetadata)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("bag"));
        int[] starts = [0, 100, 250, 300, 310, 320, 330, 340, 350, 360, 370, 400];
        for (int part = 0; part < starts.Length - 1; part++)
        {
            string file = scratch.At($"bag/bag_{part}.{kind}");
            if (kind == "db3") SqliteBags.Write(file, "jazzy", starts[part], starts[part + 1] - starts[part]);
            else
            {
                using (var one = new BagWriter(scratch.At("part")))
                    foreach (var (topic, log, publish, data) in Samples.Run(starts[part + 1]).Skip(starts[part]))
                        one.Write(one.Open(topic), log, publish, data);
                File.Move(scratch.At("part/part_0.mcap"), file);
                Directory.Delete(scratch.At("part"), recursive: true);
            }
        }

        if (hasMetadata)
        {
            // Old releases put the folder in front of the names.
            var names = Enumerable.Range(0, starts.Length - 1).Select(part => $"  - {(part % 2 == 0 ? "bag/" : "")}bag_{part}.{kind}\n");
            File.WriteAllText(scratch.At("bag/metadata.yaml"),
                $"rosbag2_bagfile_information:\n  version: 4\n  compression_mode: NONE\n  relative_file_paths:\n{string.Concat(names)}");
        }

        using var reader = BagReader.Open(scratch.At("bag"));
        Same(reader, 400, hasPublishTimes: kind == "mcap");
        Assert.All(reader.Topics, topic => Assert.Equal(100, topic.MessageCount));
        Assert.Empty(reader.Damages);
    }

    [Fact]
    public void A_part_that_is_missing_or_broken_costs_its_messages()
    {
        using var scratch = new Scratch();
        using (var bag = new BagWriter(scratch.At("bag"))) Samples.Fill(bag, 40);
        File.WriteAllText(scratch.At("bag/bag_1.mcap"), "not at all");
        string metadata = File.ReadAllText(scratch.At("bag/metadata.yaml"));
        File.WriteAllText(scratch.At("bag/metadata.yaml"), metadata.Replace(
            "- \"bag_0.mcap\"", "- \"bag_0.mcap\"\n  - \"bag_1.mcap\"\n  - \"../../bag_2.mcap\"", StringComparison.Ordinal));
        using var reader = BagReader.Open(scratch.At("bag"));
        Assert.Equal(40, reader.Messages().Count());
        Assert.Equal(["bag_1.mcap", "../../bag_2.mcap"], reader.Damages.Select(damage => damage.File));
    }

    [Theory]
    [InlineData(": : :\n\t- ]")]
    [InlineData("rosbag2_bagfile_information: 7")]
    [InlineData("")]
    [InlineData("a: &a [*a, *b]")]
    [InlineData("deep")]
    public void Broken_metadata_is_told_and_done_without(string metadata)
    {
        using var scratch = new Scratch();
        using (var bag = new BagWriter(scratch.At("bag"))) Samples.Fill(bag, 40);
        File.WriteAllText(scratch.At("bag/metadata.yaml"), metadata == "deep" ? new string('[', 200_000) : metadata);
        using var reader = BagReader.Open(scratch.At("bag"));
        Assert.Equal(40, reader.Messages().Count());
        Assert.Equal("metadata.yaml", Assert.Single(reader.Damages).File);
    }

    [Theory]
    [InlineData("bag_0.db3.zstd", "", "compressed as a whole")]
    [InlineData("bag_0.mcap.zstd", "", "compressed as a whole")]
    [InlineData("bag_0.db3", "  compression_mode: MESSAGE\n  compression_format: zstd\n", "message compression with zstd")]
    [InlineData("bag_0.db3.zstd", "  compression_mode: FILE\n  compression_format: zstd\n", "file compression with zstd")]
    public void Compression_of_rosbag2s_own_is_refused(string file, string metadata, string found)
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.At("bag"));
        File.WriteAllText(scratch.At("bag/" + file), "x");
        if (metadata.Length > 0)
            File.WriteAllText(scratch.At("bag/metadata.yaml"), $"rosbag2_bagfile_information:\n  relative_file_paths: [{file}]\n{metadata}");
        var fault = Assert.Throws<ForewarnException>(() => BagReader.Open(scratch.At("bag")));
        Assert.Contains(found, fault.Message, StringComparison.Ordinal);
        Assert.Contains("ros2 bag convert", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_bag_is_refused()
    {
        using var scratch = new Scratch();
        File.WriteAllBytes(scratch.At("a.db3"), new byte[5000]);
        File.WriteAllBytes(scratch.At("b.db3"), []);
        File.WriteAllText(scratch.At("c.mcap"), "text");
        Directory.CreateDirectory(scratch.At("empty"));
        foreach (string name in (string[])["a.db3", "b.db3", "c.mcap", "empty", "missing"])
            Assert.Contains(name, Assert.Throws<ForewarnException>(() => BagReader.Open(scratch.At(name))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_computes_its_messages_is_refused()
    {
        using var scratch = new Scratch();
        SqliteBags.Write(scratch.At("bag.db3"), "jazzy", 0, 10);
        SqliteBags.Change(scratch.At("bag.db3"), """
            DROP TABLE messages;
            CREATE VIEW messages AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id FROM n)
            SELECT id, 1 AS topic_id, 0 AS timestamp, x'00' AS data FROM n
            """);
        Assert.Contains("messages", Assert.Throws<ForewarnException>(() => BagReader.Open(scratch.At("bag.db3"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_database_is_survived()
    {
        using var scratch = new Scratch();
        SqliteBags.Write(scratch.At("bag.db3"), "jazzy", 0, 400);
        byte[] whole = File.ReadAllBytes(scratch.At("bag.db3"));
        var seed = new SeedStream(3);
        int opened = 0;
        for (int round = 0; round < 100; round++)
        {
            byte[] damaged = [.. whole];
            for (int flips = 1 + seed.Next(200); flips > 0; flips--) damaged[seed.Next(damaged.Length)] = (byte)seed.Next(256);
            if (round % 4 == 0) damaged = damaged[..seed.Next(damaged.Length)];
            File.WriteAllBytes(scratch.At("damaged.db3"), damaged);
            try
            {
                using var reader = BagReader.Open(scratch.At("damaged.db3"));
                Assert.InRange(reader.Messages().Count(), 0, 400);
                reader.LastBefore("/plan", Samples.At(200));
                opened++;
            }
            catch (ForewarnException)
            {
                // Said so.
            }
        }

        Assert.InRange(opened, 1, 99);
    }

    private static void Same(BagReader reader, int count, bool hasPublishTimes)
    {
        var expected = Samples.Run(count).Select(one =>
            (one.Topic.Name, one.LogTime, hasPublishTimes ? one.PublishTime : one.LogTime, Convert.ToHexString(one.Data))).ToList();
        (string, long, long, string) Row(BagMessage one) => (one.Topic.Name, one.LogTime, one.PublishTime, Convert.ToHexString(one.Data.Span));
        Assert.Equal(expected, reader.Messages().Select(Row));
        Assert.Equal(expected.Where(one => one.Name == "/plan"), reader.Messages(new HashSet<string> { "/plan" }).Select(Row));
        Assert.Equal(expected[95..306], reader.Messages(from: Samples.At(95), to: Samples.At(305)).Select(Row));
        Assert.Equal((count, Samples.At(0), Samples.At(count - 1)), (reader.MessageCount, reader.StartTime, reader.EndTime));
        Assert.Equal(expected[303], Row(reader.LastBefore("/plan", Samples.At(305))!.Value));
        Assert.Null(reader.LastBefore("/plan", Samples.At(2)));
        Assert.Null(reader.LastBefore("/none", Samples.At(305)));
    }
}
