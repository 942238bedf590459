namespace Forewarn.Verifier.Templates;

/// <summary>A template that does not parse or cannot be carried out; the caller adds where it came from.</summary>
internal sealed class TemplateFault(string message, int line) : Exception(message)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;
}
