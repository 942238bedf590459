using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Learning.Training;

/// <summary>
/// Writes a model package: <c>{manifest.json, *.onnx, stats.json, MODELCARD.md}</c>, the whole folder or nothing.
/// </summary>
public static class ModelPackageWriter
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Replaces <paramref name="folder"/> by the package.</summary>
    /// <exception cref="ForewarnException">The folder cannot be written; an old package stays as it was.</exception>
    public static ModelManifest Write(string folder, ModelPackageContent content)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var stats = JsonSerializer.SerializeToUtf8Bytes(content.Stats, Json);
        var manifest = new ModelManifest
        {
            Kind = content.Kind,
            Name = content.Name,
            Graphs = [.. content.Graphs.Select(g =>
                new GraphManifest(g.Role, g.File, Sha256(g.Bytes), g.Inputs, g.Outputs))],
            Action = content.Action,
            Cameras = content.Cameras,
            State = content.State,
            StatsSha256 = Sha256(stats),
            Settings = content.Settings.ToDictionary(s => s.Key, s => JsonSerializer.SerializeToElement(s.Value, Json)),
            Training = content.Training,
            Metrics = content.Metrics,
        };
        string temporary = folder + ".tmp", old = folder + ".old";
        try
        {
            foreach (var stale in new[] { temporary, old }) if (Directory.Exists(stale)) Directory.Delete(stale, true);
            Directory.CreateDirectory(temporary);
            foreach (var graph in content.Graphs) File.WriteAllBytes(Path.Combine(temporary, graph.File), graph.Bytes);
            foreach (var (name, bytes) in content.Files) File.WriteAllBytes(Path.Combine(temporary, name), bytes);
            File.WriteAllBytes(Path.Combine(temporary, "stats.json"), stats);
            File.WriteAllText(Path.Combine(temporary, "MODELCARD.md"), content.ModelCard);
            File.WriteAllText(Path.Combine(temporary, "manifest.json"), JsonSerializer.Serialize(manifest, Json) + "\n",
                new UTF8Encoding(false));
            if (Directory.Exists(folder)) Directory.Move(folder, old);
            Directory.Move(temporary, folder);
            if (Directory.Exists(old)) Directory.Delete(old, true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!Directory.Exists(folder) && Directory.Exists(old)) Directory.Move(old, folder);
            if (Directory.Exists(temporary)) Directory.Delete(temporary, true);
            throw AtomicFile.Unwritable(folder, e);
        }
        return manifest;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
