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
        AtomicFolder.Write(folder, to =>
        {
            foreach (var graph in content.Graphs) File.WriteAllBytes(Path.Combine(to, graph.File), graph.Bytes);
            foreach (var (name, bytes) in content.Files) File.WriteAllBytes(Path.Combine(to, name), bytes);
            File.WriteAllBytes(Path.Combine(to, "stats.json"), stats);
            File.WriteAllText(Path.Combine(to, "MODELCARD.md"), content.ModelCard);
            File.WriteAllText(Path.Combine(to, "manifest.json"), JsonSerializer.Serialize(manifest, Json) + "\n", new UTF8Encoding(false));
        });
        return manifest;
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
