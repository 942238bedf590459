using System.Security.Cryptography;
using System.Text;
using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>The files of a policy package, read and checked against its manifest without running the graph.</summary>
/// <param name="Stats">Normalization as <c>stats.json</c> gives it.</param>
/// <param name="Model">The bytes of <c>propose.onnx</c>.</param>
/// <param name="Sha256">SHA-256 (hex) of <paramref name="Model"/>.</param>
/// <param name="Card">Text of <c>MODELCARD.md</c>.</param>
public sealed record PolicyPackageFiles(
    ModelManifest Manifest, IReadOnlyDictionary<string, ChannelStats> Stats, byte[] Model, string Sha256, string Card)
{
    /// <exception cref="ForewarnException">A file is missing or damaged, or the package is of another kind.</exception>
    public static PolicyPackageFiles Read(string folder)
    {
        string where = Path.Combine(folder, "manifest.json");
        var manifest = ManifestJson.ReadManifest(Bytes(folder, "manifest.json"), where);
        if (manifest.Kind != "policy" || manifest.Graphs.FirstOrDefault(g => g.Role == ProposeGraph.Role) is not { } graph
            || manifest.Action is null)
            throw ForewarnException.Of($"package '{folder}'",
                $"kind '{manifest.Kind}', graphs {string.Join(", ", manifest.Graphs.Select(g => g.Role))}",
                $"kind 'policy' with an action and the graph '{ProposeGraph.Role}'", "Name a policy package.", ExitCode.Usage);
        byte[] model = Bytes(folder, graph.File), stats = Bytes(folder, "stats.json");
        string sha256 = Checked(Path.Combine(folder, graph.File), model, graph.Sha256);
        Checked(Path.Combine(folder, "stats.json"), stats, manifest.StatsSha256);
        return new(manifest, ManifestJson.ReadStats(stats, Path.Combine(folder, "stats.json")), model, sha256,
            Encoding.UTF8.GetString(Bytes(folder, "MODELCARD.md")));
    }

    private static string Checked(string path, byte[] bytes, string wanted)
    {
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return found == wanted
            ? found
            : throw ForewarnException.Of(path, $"SHA-256 {found[..12]}…",
                $"{wanted[..Math.Min(12, wanted.Length)]}… as the manifest says",
                "The file is damaged or of another export: copy the package again, whole.", ExitCode.Usage);
    }

    private static byte[] Bytes(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"'{path}'", cause.Message.TrimEnd('.'), $"'{name}' of a policy package",
                "Check the path, or copy the package again, whole.", ExitCode.Usage, cause);
        }
    }
}
