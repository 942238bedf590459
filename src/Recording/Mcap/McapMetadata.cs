namespace Forewarn.Recording;

/// <summary>A named map that travels with a file.</summary>
public sealed record McapMetadata(string Name, IReadOnlyDictionary<string, string> Values);
