using Forewarn.Core;
using YamlDotNet.Core;

namespace Forewarn.Recording;

/// <summary>Finds the files of a bag.</summary>
/// <param name="Files">In the order of recording.</param>
internal sealed record BagFolder(IReadOnlyList<string> Files, BagMetadata? Metadata, IReadOnlyList<BagDamage> Damages)
{
    private const int LargestMetadata = 64 << 20;

    private static readonly string[] s_kinds = [".mcap", ".db3"];

    /// <exception cref="ForewarnException">There is nothing of a bag at <paramref name="path"/>, or nothing that is read here.</exception>
    public static BagFolder At(string path)
    {
        if (File.Exists(path) && Path.GetFileName(path) != BagMetadata.FileName)
        {
            RefuseCompressed(path);
            return new([path], null, []);
        }

        string folder = File.Exists(path) ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        if (!Directory.Exists(folder)) throw Nothing(path, "no such file or folder");
        var damages = new List<BagDamage>();
        var metadata = ReadMetadata(folder, damages);
        if (metadata is { Compression.Length: > 0 })
        {
            throw ForewarnException.Of(
                $"'{path}'", metadata.Compression, "a bag without it; chunks of MCAP files may be compressed",
                "Rewrite the bag with ros2 bag convert.", ExitCode.Usage);
        }

        var files = new List<string>();
        foreach (string name in metadata?.Files ?? [])
        {
            if (Locate(folder, name) is { } file) files.Add(file);
            else damages.Add(new(name, $"{BagMetadata.FileName} names this file, which is missing"));
        }

        if (files.Count == 0) files = Found(folder);
        if (files.Count == 0) throw Nothing(path, "a folder without .mcap or .db3 files");
        files.ForEach(RefuseCompressed);
        return new(files, metadata, damages);
    }

    // Old releases put the folder in front; a name that leads elsewhere is not followed.
    private static string? Locate(string folder, string name)
    {
        string full = Path.GetFullPath(Path.Combine(folder, name)), root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        if (full.StartsWith(root, StringComparison.Ordinal) && File.Exists(full)) return full;
        string beside = Path.Combine(folder, Path.GetFileName(name));
        return File.Exists(beside) ? beside : null;
    }

    private static List<string> Found(string folder)
    {
        string[] files = Directory.GetFiles(folder);
        if (Array.Find(files, file => file.EndsWith(".zstd", StringComparison.Ordinal)) is { } compressed) RefuseCompressed(compressed);
        // bag_10 comes after bag_9: shorter names first.
        return [.. files.Where(file => s_kinds.Contains(Path.GetExtension(file)))
            .OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal)];
    }

    private static BagMetadata? ReadMetadata(string folder, List<BagDamage> damages)
    {
        string path = Path.Combine(folder, BagMetadata.FileName);
        if (!File.Exists(path)) return null;
        try
        {
            if (new FileInfo(path).Length > LargestMetadata) throw new IOException("it is larger than any");
            return BagMetadata.Parse(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is YamlException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            damages.Add(new(BagMetadata.FileName, $"cannot be read ({fault.Message.TrimEnd('.')}); the files of the folder were taken"));
            return null;
        }
    }

    private static void RefuseCompressed(string path)
    {
        if (Path.GetExtension(path) != ".zstd") return;
        throw ForewarnException.Of(
            $"'{path}'", "a file compressed as a whole", "a bag without file compression",
            "Decompress it with zstd -d, or rewrite the bag with ros2 bag convert.", ExitCode.Usage);
    }

    private static ForewarnException Nothing(string path, string found) => ForewarnException.Of(
        $"'{path}'", found, "a bag folder, an .mcap file or a .db3 file", "Check the path.", ExitCode.Usage);
}
