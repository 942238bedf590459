namespace Forewarn.RosBridge;

/// <summary>Which parameters a list request asks for, as rclcpp answers it.</summary>
public static class ParameterListing
{
    private const char Separator = '.';

    /// <param name="names">Of all parameters.</param>
    /// <param name="prefixes">Empty for all parameters.</param>
    /// <param name="depth">Levels below a prefix (below the root without one); 0 for all of them.</param>
    /// <returns>Names in order, and the prefixes that those names have.</returns>
    public static (List<string> Names, List<string> Prefixes) List(
        IEnumerable<string> names, IReadOnlyCollection<string> prefixes, ulong depth)
    {
        var (listed, found) = (new List<string>(), new List<string>());
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            if (!(prefixes.Count == 0 ? Within(name, depth) : prefixes.Any(prefix => Below(name, prefix, depth)))) continue;
            listed.Add(name);
            if (name.LastIndexOf(Separator) is var last and >= 0 && !found.Contains(name[..last])) found.Add(name[..last]);
        }

        return (listed, found);
    }

    private static bool Below(string name, string prefix, ulong depth) => name == prefix
        || (name.StartsWith(prefix + Separator, StringComparison.Ordinal) && Within(name[(prefix.Length + 1)..], depth));

    private static bool Within(string name, ulong depth) => depth == 0 || (ulong)name.Count(c => c == Separator) < depth;
}
