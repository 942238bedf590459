using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Inference.Tests;

/// <summary>A small, sound package on disk: y = x Wᵀ + b with x [N, 3] and y [N, 2]. Tests break it.</summary>
internal sealed class PackageFolder : IDisposable
{
    public PackageFolder()
    {
        Path = Directory.CreateTempSubdirectory("forewarn-package-").FullName;
        var graph = new GraphBuilder("affine");
        graph.Input("x", OnnxType.Float, "N", 3);
        graph.Output("y", graph.Linear("fc", "x", [1, 2, 3, 4, 5, 6], 2, [0.5f, -0.5f]), OnnxType.Float, "N", 2);
        Model = OnnxModel.ToBytes(graph);
        Stats = ManifestJson.Write(new Dictionary<string, ChannelStats> { ["x"] = new([0, 1, 2], [1, 1, 2]) });
        Manifest = new()
        {
            Kind = ModelKind.Classifier,
            Name = "affine",
            Graphs = [new("classify", "affine.onnx", Sha256(Model), Describe(graph.Inputs), Describe(graph.Outputs))],
            StatsSha256 = Sha256(Stats),
            Settings = new Dictionary<string, JsonElement>
            {
                ["steps"] = JsonSerializer.SerializeToElement(4),
                ["rateHz"] = JsonSerializer.SerializeToElement(2.5),
                ["classes"] = JsonSerializer.SerializeToElement(new[] { "left", "right" }),
                ["frame"] = JsonSerializer.SerializeToElement("base"),
            },
            Action = new("absolute", "base", 10, ["x_m", "y_m"]),
            Cameras = ["front"],
            Training = new("forewarn-lab train", 1, "abc", "", "2026-01-01"),
            Metrics = new Dictionary<string, MetricInterval> { ["accuracy"] = new(0.9, 0.8, 0.95, 100) },
        };
        Write("affine.onnx", Model);
        Write("stats.json", Stats);
        Write("manifest.json", ManifestJson.Write(Manifest));
    }

    public string Path { get; }

    public byte[] Model { get; }

    public byte[] Stats { get; }

    public ModelManifest Manifest { get; }

    public JsonNode Json => JsonNode.Parse(File.ReadAllBytes(At("manifest.json")))!;

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public string At(string file) => System.IO.Path.Combine(Path, file);

    public void Write(string file, byte[] content) => File.WriteAllBytes(At(file), content);

    public void Write(ModelManifest manifest) => Write("manifest.json", ManifestJson.Write(manifest));

    public void Write(JsonNode manifest) => File.WriteAllText(At("manifest.json"), manifest.ToJsonString());

    /// <summary>Replaces the graph and keeps the manifest's hash right.</summary>
    public void WriteModel(byte[] model)
    {
        Write("affine.onnx", model);
        Write(Manifest with { Graphs = [Manifest.Graphs[0] with { Sha256 = Sha256(model) }] });
    }

    public void Dispose() => Directory.Delete(Path, true);

    private static TensorManifest[] Describe(IEnumerable<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];
}
