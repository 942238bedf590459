namespace Forewarn.Cli.Configs;

/// <summary>A value of a configuration before it has a type, with the place it was written at.</summary>
internal abstract record ConfigNode(string Origin);
