using System.Globalization;
using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>A question between plans that differ in one attribute, or about the only one.</summary>
/// <param name="Text">For the person, one line.</param>
/// <param name="Phrases">What the plans offer, in the order asked; options that share the phrase stay together.</param>
public sealed record ClarifyingQuestion(string Text, IReadOnlyList<string> Phrases)
{
    /// <summary>The answer that nothing of what was offered is meant.</summary>
    public const string SomethingElse = "something else";

    /// <summary>Words that say nothing about which option is meant.</summary>
    private static readonly HashSet<string> s_empty = ["the", "a", "an", "please", "it", "its", "one", "option", "number", "use", "take"];

    private static readonly HashSet<string> s_agreeing = ["yes", "ok", "okay", "sure", "right", "do"];

    /// <summary>An answer of these words alone, and of empty ones, refuses all that was offered.</summary>
    private static readonly HashSet<string> s_refusing = ["no", "nope", "none", "neither", "nothing", "else", "other", "another"];

    private static readonly HashSet<string> s_beside = ["something", "somewhere", "of", "these", "those", "them", "that", "thanks", "way"];

    /// <summary>What can be answered: what the plans offer, and that it is something else.</summary>
    public IReadOnlyList<string> Answers => [.. Phrases, SomethingElse];

    /// <param name="texts">Narrations of the options, two or more, all different.</param>
    public static ClarifyingQuestion Between(IReadOnlyList<string> texts)
    {
        string[] phrases = Differing(texts);
        string list = Listed(phrases);
        return new(char.ToUpperInvariant(list[0]) + list[1..] + "?", phrases);
    }

    /// <summary>A question about the only option, where "none of these" could not be ruled out.</summary>
    public static ClarifyingQuestion Confirming(string text)
    {
        string plain = text.Trim().TrimEnd('.');
        return new($"It {plain}: is that what you mean?", [plain]);
    }

    /// <summary>A question about options of which more than one may be left, or one.</summary>
    /// <param name="texts">Narrations, one or more, all different.</param>
    public static ClarifyingQuestion Among(IReadOnlyList<string> texts) => texts.Count == 1 ? Confirming(texts[0]) : Between(texts);

    /// <summary>A question in place of a guess at words that are not known: it says which, and what the plans on the table will do.</summary>
    /// <param name="texts">Narrations, one or more, all different.</param>
    public static ClarifyingQuestion About(IReadOnlyList<UnknownWord> words, IReadOnlyList<string> texts)
    {
        string said = words.Count == 1 ? "word" : "words";
        string unknown = $"I do not know the {said} {string.Join(", ", words.Select(Told))}.";
        if (texts.Count == 1) return Confirming(texts[0]) is var only ? only with { Text = $"{unknown} {only.Text}" } : only;
        string[] phrases = Differing(texts);
        return new($"{unknown} Which of these: {Listed(phrases)}?", phrases);

        static string Told(UnknownWord word) =>
            word.Nearest.Count == 0 ? $"'{word.Word}'" : $"'{word.Word}' (nearest known: {string.Join(", ", word.Nearest.Select(n => $"'{n}'"))})";
    }

    /// <summary>Which phrase an answer means: its number, or its own words and no other phrase's.</summary>
    /// <returns>A phrase, or <see cref="SomethingElse"/>; null where the answer fits none, or several.</returns>
    public string? Read(string answer)
    {
        string text = answer.Trim();
        var said = PlainWords.Set(text);
        if (Phrases.Count == 1 && said.Overlaps(s_agreeing) && !said.Overlaps(s_refusing)) return Phrases[0];
        if (int.TryParse(text.TrimStart('('), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || (text.Length == 1 && Letter(text[0], out number)))
            return number >= 1 && number <= Answers.Count ? Answers[number - 1] : null;
        if (said.Overlaps(s_refusing) && said.All(w => s_refusing.Contains(w) || s_beside.Contains(w) || s_empty.Contains(w))) return SomethingElse;
        string[] meant = [.. Phrases.Where(p => Telling(p) is { Count: > 0 } own && own.IsSubsetOf(said))];
        // "the left rim" holds all words of "by the rim": the phrase that says more is meant.
        string[] longest = [.. meant.Where(m => !meant.Any(o => o != m && Telling(m).IsProperSubsetOf(Telling(o))))];
        return longest.Length == 1 && !Denied(said) ? longest[0] : null;
    }

    /// <summary>Whether a narration says what a phrase says.</summary>
    public static bool Says(string narration, string phrase) =>
        $" {PlainWords.Text(narration)} ".Contains($" {PlainWords.Text(phrase)} ", StringComparison.Ordinal);

    private static string[] Differing(IReadOnlyList<string> texts) => [.. TextAttributes.Phrases(texts).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Listed(string[] phrases) => $"{string.Join(", ", phrases)}, or {SomethingElse}";

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

        static HashSet<string> Known(string text, IReadOnlySet<string> without) =>
            [.. PlainWords.Set(text).Where(w => !s_empty.Contains(w) && !without.Contains(w))];
    }
}
