namespace Forewarn.Messages.Generator;

/// <summary>One source text for the compiler.</summary>
/// <param name="HintName">Unique among the texts of a compilation.</param>
internal sealed record GeneratedFile(string HintName, string Text);
