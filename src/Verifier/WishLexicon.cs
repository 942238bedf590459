using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>The words a verifier was trained on: it reads nothing else, and says so instead of guessing.</summary>
public sealed class WishLexicon(IReadOnlyList<string> words)
{
    /// <summary>Longest wish in characters.</summary>
    public const int MaxLength = 1000;

    private readonly HashSet<string> known = [.. words];

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>
    /// The wish as the verifier reads it: lower case, words and commas only, single spaces.
    /// </summary>
    /// <exception cref="ForewarnException">The wish is empty, too long, or has words the verifier does not know.</exception>
    public string Read(string wish)
    {
        var (text, unknown) = Parse(wish);
        if (unknown.Count == 0) return text;
        var hints = unknown.Select(w => $"'{w}' (nearest known: {string.Join(", ", Nearest(w).Select(n => $"'{n}'"))})");
        throw new ForewarnException(
            $"wish: the verifier was not trained on the words {string.Join(", ", hints)}. Say it in words it knows ({known.Count} words, settings.lexicon).",
            ExitCode.Usage);
    }

    /// <summary>The words of a wish that the verifier does not know, each once, in the order said.</summary>
    /// <exception cref="ForewarnException">The wish is empty or too long.</exception>
    public IReadOnlyList<UnknownWord> Unknown(string wish)
    {
        var (_, unknown) = Parse(wish);
        return unknown.Count == 0 ? [] : [.. unknown.Select(w => new UnknownWord(w, [.. Nearest(w).Where(n => IsNear(w, n))]))];
    }

    /// <summary>Of a word of three letters one may be wrong: another two make another word.</summary>
    private static bool IsNear(string word, string known) => Distance(word, known) <= Math.Max(1, word.Length / 3);

    /// <summary>The known words closest in letters, nearest first.</summary>
    public IReadOnlyList<string> Nearest(string word, int count = 3) =>
        [.. words.OrderBy(w => Distance(word, w)).ThenBy(w => w, StringComparer.Ordinal).Take(count)];

    private (string Text, List<string> Unknown) Parse(string wish)
    {
        if (wish.Length > MaxLength)
            throw ForewarnException.Of("wish", $"{wish.Length} characters", $"at most {MaxLength}", "Say it in fewer words.", ExitCode.Usage);
        string text = Normalize(wish);
        string[] all = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (all.Length == 0)
            throw ForewarnException.Of("wish", "no words", "a wish in words", "Say what you want, such as which part of the object to use.", ExitCode.Usage);
        var unknown = new List<string>();
        foreach (string word in all) if (!known.Contains(word) && !unknown.Contains(word)) unknown.Add(word);
        return (text, unknown);
    }

    private static string Normalize(string wish)
    {
        var kept = wish.ToLowerInvariant().Replace('\u2019', '\'')
            .Select(c => char.IsLetterOrDigit(c) || c is '\'' or ',' ? c : ' ').ToArray();
        var words = new string(kept).Replace(",", " , ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words).Replace(" ,", ",", StringComparison.Ordinal).Trim(',', ' ');
    }

    /// <summary>Letters to insert, drop or replace (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
