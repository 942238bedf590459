using Forewarn.Core;
using YamlDotNet.RepresentationModel;

namespace Forewarn.RosBridge;

/// <summary>
/// A ROS 2 parameters file: node names (nested by namespace or written out, with wildcards), in each <c>ros__parameters</c>,
/// below it parameters, nested names joined by dots.
/// </summary>
public static class ParameterFile
{
    private const string Mark = "ros__parameters";

    /// <exception cref="ForewarnException">The file is missing or not of that form.</exception>
    public static IReadOnlyList<ParameterOverride> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), Path.GetFileName(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"parameters file {path}", "nothing that can be read", "a YAML file", fault.Message,
                ExitCode.Usage, fault);
        }
    }

    /// <param name="name">Names the file in errors.</param>
    public static IReadOnlyList<ParameterOverride> Parse(string yaml, string name)
    {
        var found = new List<ParameterOverride>();
        switch (RosYaml.Load(yaml, $"parameters file {name}"))
        {
            case YamlMappingNode root: Nodes(root, "", name, found); break;
            case null: break;
            default: throw Wrong(name, 1, "no map of nodes");
        }

        return found;
    }

    private static void Nodes(YamlMappingNode map, string path, string file, List<ParameterOverride> found)
    {
        foreach (var (key, value) in map.Children)
        {
            string part = Key(key, file);
            if (part == Mark)
            {
                if (path.Length == 0) throw Wrong(file, key.Start.Line, $"'{Mark}' outside of a node");
                if (value is not YamlMappingNode parameters) throw Wrong(file, value.Start.Line, $"'{Mark}' without a map below it");
                Parameters(parameters, path, "", file, found);
            }
            else
            {
                string inner = part.Trim('/');
                if (inner.Length == 0 && part != "/") throw Wrong(file, key.Start.Line, "an empty node name");
                if (value is not YamlMappingNode nested)
                    throw Wrong(file, value.Start.Line, $"a value under '{part}' without '{Mark}' above it");
                Nodes(nested, inner.Length == 0 ? path : $"{path}/{inner}", file, found);
            }
        }
    }

    private static void Parameters(YamlMappingNode map, string node, string prefix, string file, List<ParameterOverride> found)
    {
        foreach (var (key, value) in map.Children)
        {
            string name = prefix + Key(key, file);
            if (value is YamlMappingNode nested) Parameters(nested, node, name + ".", file, found);
            else found.Add(new(node, name, RosYaml.Value(value, $"parameters file {file}, line {value.Start.Line}, '{name}'")));
        }
    }

    private static string Key(YamlNode key, string file) =>
        key is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(file, key.Start.Line, "a key that is no name");

    private static ForewarnException Wrong(string file, long line, string found) => ForewarnException.Of(
        $"parameters file {file}, line {line}", found, $"node name, {Mark}, parameters, each below the one before",
        "Correct the nesting there.", ExitCode.Usage);
}
