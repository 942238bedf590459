namespace Forewarn.Cli.Configs;

internal sealed record ConfigList(IReadOnlyList<ConfigNode> Items, string Origin) : ConfigNode(Origin);
