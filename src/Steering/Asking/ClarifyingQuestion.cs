using System.Globalization;

namespace Forewarn.Steering;

/// <summary>A question between the options that calibration could not tell apart, about the one attribute in which they differ.</summary>
/// <param name="Text">For the person, one line.</param>
/// <param name="Phrases">What can be answered, in the order asked; options that share the phrase stay together.</param>
public sealed record ClarifyingQuestion(string Text, IReadOnlyList<string> Phrases)
{
    private static readonly char[] s_marks = [' ', ',', '.', '!', '?', ';', ':', '"', '\'', '(', ')'];

    /// <summary>Words that say nothing about which option is meant.</summary>
    private static readonly HashSet<string> s_empty = ["the", "a", "an", "please", "it", "its", "one", "option", "number", "use", "take"];

    /// <param name="texts">Narrations of the options, two or more, all different.</param>
    public static ClarifyingQuestion Between(IReadOnlyList<string> texts)
    {
        string[] phrases = [.. TextAttributes.Phrases(texts).Distinct(StringComparer.OrdinalIgnoreCase)];
        string list = phrases.Length == 2 ? $"{phrases[0]} or {phrases[1]}" : $"{string.Join(", ", phrases[..^1])}, or {phrases[^1]}";
        return new(char.ToUpperInvariant(list[0]) + list[1..] + "?", phrases);
    }

    /// <summary>A question about the only option, where "none of these" could not be ruled out.</summary>
    public static ClarifyingQuestion Confirming(string text)
    {
        string plain = text.Trim().TrimEnd('.');
        return new($"It {plain}: is that what you mean?", [plain]);
    }

    /// <summary>Which phrase an answer means: its number, or its own words and no other phrase's.</summary>
    /// <returns>Null where the answer fits none, or several.</returns>
    public string? Read(string answer)
    {
        string text = answer.Trim();
        if (Phrases.Count == 1 && Words(text).Overlaps(["yes", "ok", "okay", "sure", "right", "do"])) return Phrases[0];
        if (int.TryParse(text.TrimStart('('), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || (text.Length == 1 && Letter(text[0], out number)))
            return number >= 1 && number <= Phrases.Count ? Phrases[number - 1] : null;
        var said = Words(text);
        string[] meant = [.. Phrases.Where(p => Telling(p) is { Count: > 0 } own && own.IsSubsetOf(said))];
        // "the left rim" holds all words of "by the rim": the phrase that says more is meant.
        string[] longest = [.. meant.Where(m => !meant.Any(o => o != m && Telling(m).IsProperSubsetOf(Telling(o))))];
        return longest.Length == 1 && !Denied(said) ? longest[0] : null;
    }

    /// <summary>Whether a narration says what a phrase says.</summary>
    public static bool Says(string narration, string phrase) =>
        $" {Plain(narration)} ".Contains($" {Plain(phrase)} ", StringComparison.Ordinal);

    private static bool Letter(char c, out int number)
    {
        number = char.ToUpperInvariant(c) - 'A' + 1;
        return char.IsAsciiLetter(c);
    }

    /// <summary>Denials ("not the rim") need the reader, not a look at words.</summary>
    private static bool Denied(HashSet<string> said) => said.Overlaps(["not", "no", "neither", "nor", "don't", "dont", "never", "without", "avoid"]);

    /// <summary>Words by which a phrase is known: without prepositions, unless these are all that tells it from another.</summary>
    private HashSet<string> Telling(string phrase)
    {
        HashSet<string> nouns = Known(phrase, TextAttributes.Prepositions);
        return Phrases.Any(p => p != phrase && Known(p, TextAttributes.Prepositions).SetEquals(nouns)) ? Known(phrase, new HashSet<string>()) : nouns;

        static HashSet<string> Known(string text, IReadOnlySet<string> without) => [.. Words(text).Where(w => !s_empty.Contains(w) && !without.Contains(w))];
    }

    private static HashSet<string> Words(string text) => [.. Split(text)];

    private static string[] Split(string text) => text.ToLowerInvariant().Split(s_marks, StringSplitOptions.RemoveEmptyEntries);

    private static string Plain(string text) => string.Join(' ', Split(text));
}
