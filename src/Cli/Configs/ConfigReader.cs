using Forewarn.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Forewarn.Cli.Configs;

/// <summary>Reads YAML into nodes that remember their file and line.</summary>
internal static class ConfigReader
{
    public static ConfigMap File(string path) => Text(System.IO.File.ReadAllText(path), Path.GetFileName(path));

    /// <param name="name">Where the text is from, for messages.</param>
    public static ConfigMap Text(string yaml, string name) => Read(yaml, line => $"{name}:{line}") switch
    {
        ConfigMap map => map,
        ConfigScalar { Text: null } => ConfigMap.Empty,
        _ => throw ForewarnException.Of(
            $"configuration {name}", "something else", "a map of sections", "Write 'section:' and its keys below.", ExitCode.Usage),
    };

    /// <summary>One <c>a.b.c=value</c> of the command line as a map; the value is YAML, so lists and maps work too.</summary>
    public static ConfigMap Setting(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        string[] keys = word[..equals].Split('.');
        if (keys.Any(key => key.Length == 0))
        {
            throw ForewarnException.Of("setting", $"'{word}'", "section.key=value", "Name the section too.", ExitCode.Usage);
        }

        const string Origin = "command line";
        var node = Read(word[(equals + 1)..], _ => Origin);
        foreach (string key in keys.Reverse()) node = new ConfigMap(new Dictionary<string, ConfigNode> { [key] = node }, Origin);
        return (ConfigMap)node;
    }

    public static ConfigNode Read(string yaml, Func<long, string> origin)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw ForewarnException.Of($"configuration ({origin(fault.Start.Line)})", $"text that is no YAML ({fault.Message})",
                "YAML", "Look at the indentation there.", ExitCode.Usage, fault);
        }

        return stream.Documents.Count == 0 ? new ConfigScalar(null, origin(1)) : Convert(stream.Documents[0].RootNode, origin);
    }

    private static ConfigNode Convert(YamlNode node, Func<long, string> origin)
    {
        string at = origin(node.Start.Line);
        return node switch
        {
            YamlMappingNode map => new ConfigMap(
                map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value ?? "", pair => Convert(pair.Value, origin)), at),
            YamlSequenceNode list => new ConfigList([.. list.Children.Select(item => Convert(item, origin))], at),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" } => new ConfigScalar(null, at),
            YamlScalarNode scalar => new ConfigScalar(scalar.Value, at),
            _ => throw ForewarnException.Of(
                $"configuration ({at})", node.NodeType.ToString(), "a value, list or map", "Spell it out.", ExitCode.Usage),
        };
    }
}
