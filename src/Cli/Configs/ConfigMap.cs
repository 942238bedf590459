namespace Forewarn.Cli.Configs;

internal sealed record ConfigMap(IReadOnlyDictionary<string, ConfigNode> Entries, string Origin) : ConfigNode(Origin)
{
    public static ConfigMap Empty { get; } = new(new Dictionary<string, ConfigNode>(), "");

    /// <summary>This map with another one laid over it: maps merge entry by entry, everything else is replaced.</summary>
    public ConfigMap Under(ConfigMap upper)
    {
        var merged = new Dictionary<string, ConfigNode>(Entries);
        foreach (var (key, node) in upper.Entries)
        {
            merged[key] = node is ConfigMap over && merged.TryGetValue(key, out var below) && below is ConfigMap map
                ? map.Under(over)
                : node;
        }

        return new ConfigMap(merged, upper.Origin);
    }
}
