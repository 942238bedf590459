namespace Forewarn.Steering;

/// <summary>Sentences as words: lower case, without marks but for the apostrophe within a word.</summary>
internal static class PlainWords
{
    private static readonly char[] s_marks = [' ', ',', '.', '!', '?', ';', ':', '"', '(', ')', '\t', '\n', '\r'];

    public static string[] Of(string text) =>
        [.. text.ToLowerInvariant().Replace('\u2019', '\'').Split(s_marks, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('\'')).Where(w => w.Length > 0)];

    public static HashSet<string> Set(string text) => [.. Of(text)];

    public static string Text(string text) => string.Join(' ', Of(text));
}
