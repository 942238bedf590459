namespace Forewarn.Steering;

/// <summary>
/// In what a few sentences differ: words in front and behind that all share are left out, and what is left is cut at commas, so that
/// <c>lifts the mug by the handle, slowly</c> and <c>lifts the mug by the rim, quickly</c> differ in <c>by the handle | by the rim</c> and in
/// <c>slowly | quickly</c>. Sentences of another build than most stand whole.
/// </summary>
internal static class TextAttributes
{
    private const int ShortEnd = 2;

    /// <summary>Words that a phrase may begin with although all texts share them.</summary>
    public static IReadOnlySet<string> Prepositions { get; } = new HashSet<string>
    {
        "by", "at", "on", "in", "into", "onto", "over", "under", "around", "with", "from", "to", "near",
    };

    /// <summary>The attribute that tells most of the texts apart, as one phrase a text.</summary>
    /// <param name="texts">Two or more, all different.</param>
    public static string[] Phrases(IReadOnlyList<string> texts)
    {
        string[][] parts = [.. texts.Select(t => t.Trim().TrimEnd('.').Split(',', StringSplitOptions.TrimEntries))];
        if (parts.Any(p => p.Length != parts[0].Length)) return Mixed(texts, [.. parts.Select(p => p.Length)]);
        int best = Enumerable.Range(0, parts[0].Length).MaxBy(c => parts.Select(p => p[c]).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        string[] column = [.. parts.Select(p => p[best])];
        return Trimmed(column) ?? Whole(texts);
    }

    /// <summary>Those of the most frequent number of parts are compared with each other.</summary>
    private static string[] Mixed(IReadOnlyList<string> texts, int[] lengths)
    {
        string[] phrases = Whole(texts);
        int[] alike = [.. Enumerable.Range(0, lengths.Length).GroupBy(i => lengths[i]).MaxBy(g => g.Count())!];
        if (alike.Length < 2) return phrases;
        string[] told = Phrases([.. alike.Select(i => texts[i])]);
        for (int a = 0; a < alike.Length; a++) phrases[alike[a]] = told[a];
        return phrases;
    }

    private static string[] Whole(IReadOnlyList<string> texts) => [.. texts.Select(t => t.Trim().TrimEnd('.'))];

    /// <summary>Leaves out the words that all share, but for the preposition that a phrase begins with; null where a phrase would be empty.</summary>
    private static string[]? Trimmed(string[] column)
    {
        string[][] words = [.. column.Select(c => c.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        int shortest = words.Min(w => w.Length), front = 0, back = 0;
        while (front < shortest && words.All(w => Same(w[front], words[0][front]))) front++;
        while (back < shortest - front && words.All(w => Same(w[^(back + 1)], words[0][^(back + 1)]))) back++;
        int start = front;
        for (int i = front - 1; i >= 0 && i >= front - 3; i--)
        {
            if (!Prepositions.Contains(words[0][i].ToLowerInvariant())) continue;
            start = i;
            break;
        }
        if (words.Any(w => w.Length - back <= front)) return null;
        // "the left rim", not "the left": a short shared end is the noun that the words in front belong to.
        if (back <= ShortEnd) back = 0;
        return [.. words.Select(w => string.Join(' ', w[start..(w.Length - back)]))];
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
