using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.WorldModel.Tests.Safety;

/// <summary>A package whose heads read a latent state <c>[l, V, support]</c> off as it is. Tests break it.</summary>
internal sealed class SafetyPackage : IDisposable
{
    public const int Latent = 3;

    public const float ValueEpsilon = 0.1f, MarginEpsilon = 0, SupportLimit = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-safety-").FullName;

    public SafetyPackage(Func<ModelManifest, ModelManifest>? change = null, string kept = "support", int width = Latent)
    {
        var graph = new GraphBuilder("safety");
        graph.Input("latents", OnnxType.Float, "N", width);
        string[] heads = ["margin", "value", kept];
        for (int i = 0; i < heads.Length; i++) graph.Output(heads[i], graph.At("latents", 1, i), OnnxType.Float, "N");
        byte[] model = OnnxModel.ToBytes(graph), stats = ManifestJson.Write(new Dictionary<string, ChannelStats>());
        var manifest = new ModelManifest
        {
            Kind = ModelKind.Safety,
            Name = "tiny-safety",
            Graphs = [new("safety", "safety.onnx", Hash(model), Describe(graph.Inputs), Describe(graph.Outputs))],
            StatsSha256 = Hash(stats),
            Settings = Settings(World.Sha256),
            Training = new("by hand", 1, "abc", "", "2026-01-01"),
        };
        File.WriteAllBytes(At("safety.onnx"), model);
        File.WriteAllBytes(At("stats.json"), stats);
        File.WriteAllBytes(At("manifest.json"), ManifestJson.Write(change?.Invoke(manifest) ?? manifest));
    }

    /// <summary>The world model that the heads belong to.</summary>
    public static ModelManifest World { get; } = new()
    {
        Kind = ModelKind.WorldModel,
        Name = "tiny-world",
        Graphs = [new("imagine", "imagine.onnx", "00ff", [], [])],
        StatsSha256 = "",
        Action = new("absolute", "base", 10, ["x_m"]),
        Settings = new Dictionary<string, JsonElement>
        {
            ["latentSize"] = JsonSerializer.SerializeToElement(Latent), ["rowsPerStep"] = JsonSerializer.SerializeToElement(2),
        },
        Training = new("by hand", 1, "abc", "", "2026-01-01"),
    };

    public static Dictionary<string, JsonElement> Settings(string world, double period = 0.2) => new()
    {
        ["latentSize"] = JsonSerializer.SerializeToElement(Latent),
        ["valueEpsilon"] = JsonSerializer.SerializeToElement(ValueEpsilon),
        ["marginEpsilon"] = JsonSerializer.SerializeToElement(MarginEpsilon),
        ["supportLimit"] = JsonSerializer.SerializeToElement(SupportLimit),
        ["alpha"] = JsonSerializer.SerializeToElement(0.01),
        ["calibrationHash"] = JsonSerializer.SerializeToElement("c0ffee"),
        ["worldModelSha256"] = JsonSerializer.SerializeToElement(world),
        ["dynamics"] = JsonSerializer.SerializeToElement(new { system = "tiny/1", periodSeconds = period }),
    };

    public ModelPackage Load(string? kind = ModelKind.Safety) => ModelPackage.Load(_folder, kind);

    /// <param name="states">Per plan its states <c>(l, V, support)</c>; all plans have as many.</param>
    public static LatentRollout Rollout(params (float Margin, float Value, float Support)[][] states) => new(
        [.. states.SelectMany(plan => plan.SelectMany(s => new[] { s.Margin, s.Value, s.Support }))],
        new float[states.Length * states[0].Length], states.Length, states[0].Length, Latent);

    public static ActionProposals Plans(int count) => new(new float[count * 2], count, new("absolute", "base", 10, ["x_m"]));

    public void Dispose() => Directory.Delete(_folder, true);

    private string At(string file) => Path.Combine(_folder, file);

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static TensorManifest[] Describe(IEnumerable<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];
}
