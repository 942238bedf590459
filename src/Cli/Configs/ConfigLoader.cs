using Forewarn.Core;

namespace Forewarn.Cli.Configs;

/// <summary>Stacks named YAML files and settings into one typed configuration.</summary>
/// <param name="folder">Where named configurations lie.</param>
public sealed class ConfigLoader(string folder, ConfigSchema schema)
{
    /// <param name="names">Names of files in the folder, or paths; later ones lie over earlier ones.</param>
    /// <param name="settings"><c>section.key=value</c>, over everything.</param>
    /// <exception cref="ForewarnException">A file, key or value is wrong; the message names its place and the nearest name.</exception>
    public ResolvedConfig Load(IReadOnlyList<string> names, IReadOnlyList<string> settings) => Load(names, settings, ConfigMap.Empty);

    /// <summary>A configuration that a recording holds, with settings over it.</summary>
    /// <param name="yaml">As <see cref="ResolvedConfig.ToYaml"/> wrote it.</param>
    /// <exception cref="ForewarnException">A key or value is wrong.</exception>
    public ResolvedConfig LoadRecorded(string yaml, IReadOnlyList<string> settings) => Load([], settings, ConfigReader.Text(yaml, "recording"));

    private ResolvedConfig Load(IReadOnlyList<string> names, IReadOnlyList<string> settings, ConfigMap lowest)
    {
        var root = names.Aggregate(lowest, (below, name) => below.Under(ConfigReader.File(Find(name))));
        root = settings.Aggregate(root, (below, word) => below.Under(Reachable(ConfigReader.Setting(word))));
        foreach (var (key, node) in root.Entries)
        {
            if (!schema.Names.Contains(key)) throw Unknown(key, node.Origin);
        }

        var values = schema.Sections.ToDictionary(section => section.Name, section => section.Bind(root));
        return new ResolvedConfig(schema, names, values, root);
    }

    private ConfigMap Reachable(ConfigMap setting)
    {
        var (key, node) = setting.Entries.Single();
        if (schema.Elsewhere.Contains(key))
        {
            throw ForewarnException.Of("setting", $"section '{key}'", "a section that this verb reads",
                "It belongs to the training verbs and would do nothing here.", ExitCode.Usage);
        }

        return schema.Names.Contains(key) ? setting : throw Unknown(key, node.Origin);
    }

    private ForewarnException Unknown(string key, string origin) => new(
        $"Unknown section '{key}' ({origin}). {NearestName.Advice(key, schema.Names)}", ExitCode.Usage);

    private string Find(string name)
    {
        string path = name.EndsWith(".yaml", StringComparison.Ordinal) ? Path.GetFullPath(name) : Path.Combine(folder, name + ".yaml");
        if (File.Exists(path)) return path;
        string[] known = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Where(known => !known.StartsWith("wishes-", StringComparison.Ordinal))]
            : [];
        throw new ForewarnException($"Unknown configuration '{name}'. {NearestName.Advice(name, known)}", ExitCode.Usage);
    }
}
