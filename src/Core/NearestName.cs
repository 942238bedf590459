namespace Forewarn.Core;

/// <summary>The known name that a mistyped one most likely meant.</summary>
public static class NearestName
{
    /// <returns>The nearest of <paramref name="known"/>, or null when none is near enough to be meant.</returns>
    public static string? Of(string name, IEnumerable<string> known) =>
        known
            .Select(candidate => (Candidate: candidate, Distance: Distance(name, candidate)))
            .Where(pair => pair.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate).FirstOrDefault();

    /// <summary>A sentence to end an error message with: the nearest name, or all of them when none is near.</summary>
    public static string Advice(string name, IReadOnlyCollection<string> known) => Of(name, known) is { } nearest
        ? $"Did you mean '{nearest}'?"
        : known.Count == 0 ? "There is nothing to choose from." : $"Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbors cost one each.
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++) table[i, 0] = i;
        for (int j = 0; j <= to.Length; j++) table[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int substitution = Same(from[i - 1], to[j - 1]) ? 0 : 1;
                int best = Math.Min(table[i - 1, j - 1] + substitution, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                bool swapped = i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]);
                table[i, j] = swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
            }
        }

        return table[from.Length, to.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
