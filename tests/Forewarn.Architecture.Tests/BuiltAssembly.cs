using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Forewarn.Architecture.Tests;

/// <summary>The references a compiled room really has, read from its metadata without loading it.</summary>
internal static class BuiltAssembly
{
    public static IReadOnlyList<string> References(string room, string project)
    {
        string path = PathOf(room, project);
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string PathOf(string room, string project)
    {
        string name = AssemblyName(project);
        string folder = Repository.At("src", room, "bin", Repository.Configuration);
        return Directory.Exists(folder)
            && Directory.EnumerateFiles(folder, name + ".dll", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/publish/", StringComparison.Ordinal))
                .MaxBy(File.GetLastWriteTimeUtc) is { } built
            ? built
            : throw new FileNotFoundException($"{room} has not been built: no {name}.dll under {Repository.Relative(folder)}.");
    }

    public static string AssemblyName(string project) =>
        ProjectFile.Property(project, "AssemblyName") ?? Path.GetFileNameWithoutExtension(project);
}
