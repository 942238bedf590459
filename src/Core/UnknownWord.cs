namespace Forewarn.Core;

/// <summary>A word of a wish that a reader was not trained on.</summary>
/// <param name="Nearest">Known words that are near enough in letters to be meant, nearest first; may be empty.</param>
public sealed record UnknownWord(string Word, IReadOnlyList<string> Nearest);
