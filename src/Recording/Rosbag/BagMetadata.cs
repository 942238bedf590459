using Forewarn.Messages;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Forewarn.Recording;

/// <summary>What <c>metadata.yaml</c> says about the files of a bag.</summary>
/// <param name="Storage"><c>mcap</c> or <c>sqlite3</c>.</param>
/// <param name="Compression">Empty where files and messages are as their storage has them.</param>
internal sealed record BagMetadata(
    string Storage, string Compression, IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> CustomData)
{
    public const string FileName = "metadata.yaml";

    /// <summary>Enumerations of a quality of service are numbers up to here.</summary>
    public const int Version = 8;

    private const int DeepestNesting = 64;

    private const string Root = "rosbag2_bagfile_information";

    public static string Text(
        string file, long start, long end, IReadOnlyList<(Topic Topic, long Count)> topics,
        IReadOnlyDictionary<string, string> customData, string rosDistro)
    {
        long count = topics.Sum(topic => topic.Count);
        // As rosbag2 has it for a bag without messages.
        long first = count == 0 ? long.MaxValue : start, duration = count == 0 ? 0 : end - start;
        YamlMappingNode Nanoseconds(string key, long value) => new(key, Number(value));
        var info = new YamlMappingNode
        {
            { "version", Number(Version) },
            { "storage_identifier", "mcap" },
            { "duration", Nanoseconds("nanoseconds", duration) },
            { "starting_time", Nanoseconds("nanoseconds_since_epoch", first) },
            { "message_count", Number(count) },
            { "topics_with_message_count", new YamlSequenceNode(topics.Select(TopicNode)) },
            { "compression_format", Quoted("") },
            { "compression_mode", Quoted("") },
            { "relative_file_paths", new YamlSequenceNode(Quoted(file)) },
            {
                "files", new YamlSequenceNode(new YamlMappingNode
                {
                    { "path", Quoted(file) },
                    { "starting_time", Nanoseconds("nanoseconds_since_epoch", first) },
                    { "duration", Nanoseconds("nanoseconds", duration) },
                    { "message_count", Number(count) },
                })
            },
            {
                "custom_data", customData.Count == 0
                    ? Number("~")
                    : new YamlMappingNode(customData.SelectMany(pair => new YamlNode[] { Quoted(pair.Key), Quoted(pair.Value) }))
            },
            { "ros_distro", Quoted(rosDistro) },
        };
        var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(new YamlMappingNode(Root, info))).Save(text, assignAnchors: false);
        // The stream closes its document with a mark that nobody needs.
        return text.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <exception cref="YamlException">It cannot be read.</exception>
    public static BagMetadata Parse(string text)
    {
        RefuseDepth(text);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents is not [{ RootNode: YamlMappingNode root }, ..] || Child(root, Root) is not YamlMappingNode info)
            throw new YamlException($"no {Root} in it");
        string mode = Scalar(info, "compression_mode");
        string compression = mode.Equals("none", StringComparison.OrdinalIgnoreCase) ? "" : mode;
        return new(
            Scalar(info, "storage_identifier"),
            compression.Length == 0 ? "" : $"{compression.ToLowerInvariant()} compression with {Scalar(info, "compression_format")}",
            Child(info, "relative_file_paths") is YamlSequenceNode files
                ? [.. files.OfType<YamlScalarNode>().Select(node => node.Value ?? "")]
                : [],
            Child(info, "custom_data") is YamlMappingNode custom
                ? custom.Where(pair => pair.Key is YamlScalarNode && pair.Value is YamlScalarNode)
                    .ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => ((YamlScalarNode)pair.Value).Value ?? "")
                : new Dictionary<string, string>());
    }

    // Nodes are built by recursion: a hostile file could exhaust the stack.
    private static void RefuseDepth(string text)
    {
        int depth = 0;
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting) throw new YamlException($"more than {DeepestNesting} levels");
        }
    }

    private static YamlMappingNode TopicNode((Topic Topic, long Count) topic) => new()
    {
        {
            "topic_metadata", new YamlMappingNode
            {
                { "name", Quoted(topic.Topic.Name) },
                { "type", topic.Topic.Type.Name },
                { "serialization_format", "cdr" },
                { "offered_qos_profiles", Quoted(QosText.Of(topic.Topic.Qos)) },
                { "type_description_hash", topic.Topic.Type.Hash },
            }
        },
        { "message_count", Number(topic.Count) },
    };

    private static YamlScalarNode Number(object value) => new(FormattableString.Invariant($"{value}"));

    private static YamlScalarNode Quoted(string value) => new(value) { Style = ScalarStyle.DoubleQuoted };

    private static YamlNode? Child(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var child) ? child : null;

    private static string Scalar(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value ?? "";
}
