using System.Runtime.CompilerServices;

namespace Forewarn.Architecture.Tests;

/// <summary>The working tree this test was compiled from.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "runs", "artifacts", ".git"];

    public static string Root { get; } = FindRoot();

    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Room name (folder under <c>src/</c>) and its project file.</summary>
    public static IEnumerable<(string Room, string Project)> Rooms() =>
        Directory.EnumerateDirectories(At("src"))
            .Select(folder => (
                Room: Path.GetFileName(folder),
                Project: Directory.EnumerateFiles(folder, "*.csproj").SingleOrDefault()))
            .Where(room => room.Project is not null && !RoomTable.Parts.ContainsKey(room.Room))
            .Select(room => (room.Room, room.Project!))
            .OrderBy(room => room.Room, StringComparer.Ordinal);

    /// <summary>Files below <paramref name="folder"/> without anything a build or a run writes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        foreach (string file in Directory.EnumerateFiles(folder, pattern)) yield return file;
        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (Generated.Contains(Path.GetFileName(child))) continue;
            foreach (string file in Files(child, pattern)) yield return file;
        }
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    // The compiler's path of this very file, so that the test also finds its tree when started from another folder.
    private static string FindRoot([CallerFilePath] string here = "")
    {
        string? home = Environment.GetEnvironmentVariable("FOREWARN_HOME");
        foreach (string? start in new[] { home, AppContext.BaseDirectory, Path.GetDirectoryName(here) })
        {
            for (var folder = start is null ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Forewarn.sln"))) return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Forewarn.sln was not found above the test assembly.");
    }
}
