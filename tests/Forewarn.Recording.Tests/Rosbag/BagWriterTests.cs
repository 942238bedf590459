using Forewarn.Core;
using Forewarn.Messages;
using YamlDotNet.RepresentationModel;

namespace Forewarn.Recording.Tests.Rosbag;

public sealed class BagWriterTests
{
    [Fact]
    public void Metadata_says_what_rosbag2_asks_for()
    {
        using var scratch = new Scratch();
        var session = new Dictionary<string, string> { ["wish: a"] = "b # \"c\"\nd" };
        using (var bag = new BagWriter(scratch.At("run \"1\""), new() { RosDistro = "jazzy", Session = session })) Samples.Fill(bag, 100);
        var info = Metadata(scratch.At("run \"1\""));
        Assert.Equal("8", Text(info["version"]));
        Assert.Equal(("mcap", "jazzy", "100"), (Text(info["storage_identifier"]), Text(info["ros_distro"]), Text(info["message_count"])));
        Assert.Equal(("", ""), (Text(info["compression_format"]), Text(info["compression_mode"])));
        Assert.Equal($"{Samples.At(0)}", Text(info["starting_time"]["nanoseconds_since_epoch"]));
        Assert.Equal("99000000", Text(info["duration"]["nanoseconds"]));
        Assert.Equal("b # \"c\"\nd", Text(info["custom_data"]["wish: a"]));
        Assert.Equal("run \"1\"_0.mcap", Text(info["relative_file_paths"][0]));
        Assert.Equal(("run \"1\"_0.mcap", "100"), (Text(info["files"][0]["path"]), Text(info["files"][0]["message_count"])));
        var topics = ((YamlSequenceNode)info["topics_with_message_count"]).Children;
        Assert.Equal(Samples.All.Select(topic => (topic.Name, topic.Type.Name, topic.Type.Hash, "cdr", "25")), topics.Select(topic => (
            Text(topic["topic_metadata"]["name"]), Text(topic["topic_metadata"]["type"]), Text(topic["topic_metadata"]["type_description_hash"]),
            Text(topic["topic_metadata"]["serialization_format"]), Text(topic["message_count"]))));
    }

    [Fact]
    public void Quality_of_service_has_one_form_everywhere()
    {
        using var scratch = new Scratch();
        using (var bag = new BagWriter(scratch.At("bag"))) Samples.Fill(bag, 100);
        var topics = ((YamlSequenceNode)Metadata(scratch.At("bag"))["topics_with_message_count"]).Children;
        using var reader = McapReader.Open(scratch.At("bag/bag_0.mcap"));
        // Numbers are version 8: then there must be no record of rosbag2's own, which would say another version.
        Assert.DoesNotContain(reader.Metadata, metadata => metadata.Name == "rosbag2");
        foreach (var topic in topics)
        {
            string name = Text(topic["topic_metadata"]["name"]), qos = Text(topic["topic_metadata"]["offered_qos_profiles"]);
            Assert.Equal(qos, Assert.Single(reader.Channels, channel => channel.Topic == name).Metadata["offered_qos_profiles"]);
            var profile = Assert.Single(((YamlSequenceNode)Load(qos)).Children);
            Assert.All((string[])["history", "depth", "reliability", "durability", "liveliness"], key => int.Parse(Text(profile[key])));
        }
    }

    [Fact]
    public void Quality_of_service_has_the_numbers_of_rmw()
    {
        string[] Profile(QosProfile qos)
        {
            var node = ((YamlSequenceNode)Load(QosText.Of(qos)))[0];
            string Time(string key) => $"{Text(node[key]["sec"])}.{Text(node[key]["nsec"])}";
            return [Text(node["history"]), Text(node["depth"]), Text(node["reliability"]), Text(node["durability"]), Time("deadline"),
                Time("lifespan"), Text(node["liveliness"]), Time("liveliness_lease_duration"), Text(node["avoid_ros_namespace_conventions"])];
        }

        const string Never = "9223372036.854775807";
        Assert.Equal(["1", "5", "2", "2", Never, Never, "1", Never, "false"], Profile(QosProfile.SensorData));
        Assert.Equal(["2", "10", "1", "1", "1.500000000", "10.0", "3", "0.1000", "false"], Profile(new()
        {
            KeepAll = true, TransientLocal = true, Deadline = TimeSpan.FromMilliseconds(1500), Lifespan = TimeSpan.FromSeconds(10),
            ManualLiveliness = true, LivelinessLease = TimeSpan.FromMicroseconds(1),
        }));
    }

    [Fact]
    public void A_recording_is_never_overwritten()
    {
        using var scratch = new Scratch();
        using (var bag = new BagWriter(scratch.At("bag"))) Samples.Fill(bag, 10);
        byte[] before = File.ReadAllBytes(scratch.At("bag/bag_0.mcap"));
        Assert.Contains("never overwritten", Assert.Throws<ForewarnException>(() => new BagWriter(scratch.At("bag"))).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(scratch.At("bag/bag_0.mcap")));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var fault = Assert.Throws<ForewarnException>(() => new BagWriter("/proc/forewarn/bag"));
        Assert.Contains("/proc/forewarn", fault.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Environment, fault.ExitCode);
    }

    [Fact]
    public void An_empty_bag_is_a_bag()
    {
        using var scratch = new Scratch();
        using (var bag = new BagWriter(scratch.At("bag"))) bag.Open(Samples.Text);
        Assert.Equal($"{long.MaxValue}", Text(Metadata(scratch.At("bag"))["starting_time"]["nanoseconds_since_epoch"]));
        using var reader = BagReader.Open(scratch.At("bag"));
        Assert.Equal((1, 0L, 0L), (reader.Topics.Count, reader.MessageCount, reader.EndTime));
        Assert.Empty(reader.Messages());
    }

    private static YamlNode Metadata(string folder) =>
        Load(File.ReadAllText(Path.Combine(folder, "metadata.yaml")))["rosbag2_bagfile_information"];

    private static YamlNode Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Assert.Single(stream.Documents).RootNode;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
