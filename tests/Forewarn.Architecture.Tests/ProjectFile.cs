using System.Xml.Linq;

namespace Forewarn.Architecture.Tests;

/// <summary>What a project file says, before any import.</summary>
internal static class ProjectFile
{
    public static string? Property(string project, string name) =>
        XDocument.Load(project).Descendants(name).Select(element => element.Value).LastOrDefault();

    /// <summary>Room names behind the project references.</summary>
    public static IReadOnlyList<string> RoomReferences(string project) =>
        [.. Includes(project, "ProjectReference").Select(path => path.Replace('\\', '/').Split('/')[^2])];

    public static IReadOnlyList<string> PackageReferences(string project) => [.. Includes(project, "PackageReference")];

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(project).Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
