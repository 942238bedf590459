namespace Forewarn.Evaluation.Curves;

/// <summary>
/// The settings in a run's <c>config.yaml</c> as flat <c>section.key</c> names with their text: all that telling runs apart needs. Reads
/// the plain form that trainings write, one <c>key: value</c> a line under indented sections; other lines say nothing.
/// </summary>
public static class RunSettings
{
    /// <summary>Name of the file in a run folder.</summary>
    public const string FileName = "config.yaml";

    /// <returns>Empty when there is no such file.</returns>
    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Parse(File.ReadLines(path)) : new Dictionary<string, string>();
    }

    internal static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var above = new Stack<(int Indent, string Path)>();
        foreach (string line in lines)
        {
            string text = line.Trim();
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || text[0] is '#' or '-') continue;
            int indent = line.Length - line.TrimStart().Length;
            while (above.TryPeek(out var section) && section.Indent >= indent) above.Pop();
            string key = text[..colon], value = text[(colon + 1)..].Trim().Trim('"');
            string path = above.TryPeek(out var parent) ? $"{parent.Path}.{key}" : key;
            if (value.Length == 0) above.Push((indent, path));
            else settings[path] = value;
        }
        return settings;
    }
}
