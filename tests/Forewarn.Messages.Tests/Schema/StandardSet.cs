namespace Forewarn.Messages.Tests.Schema;

/// <summary>The definitions of the room, read from their files.</summary>
internal static class StandardSet
{
    public static IReadOnlyList<InterfaceSchema> All { get; } = [.. Read()];

    public static SchemaCatalog Catalog { get; } = Collect(All);

    /// <summary>Messages, and what services and actions are made of.</summary>
    public static IEnumerable<MessageSchema> Types => All.SelectMany(one => one.Messages.Concat(one.Descriptions));

    public static SchemaCatalog Collect(IEnumerable<InterfaceSchema> definitions)
    {
        var catalog = new SchemaCatalog();
        foreach (var definition in definitions) catalog.Add(definition);
        return catalog;
    }

    private static IEnumerable<InterfaceSchema> Read()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "Definitions");
        foreach (string path in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetRelativePath(root, path).Split('/');
            var kind = Enum.GetValues<InterfaceKind>().Single(one => InterfaceParser.FolderOf(one) == parts[1]);
            yield return InterfaceParser.Parse(parts[0], kind, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
        }
    }
}
