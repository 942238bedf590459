namespace Forewarn.Cli.Configs;

/// <summary>A word or number; null is YAML's null.</summary>
internal sealed record ConfigScalar(string? Text, string Origin) : ConfigNode(Origin);
