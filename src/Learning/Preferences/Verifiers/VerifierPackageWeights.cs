using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Onnx;

namespace Forewarn.Learning.Preferences.Verifiers;

/// <summary>A verifier package as weights that can be trained on; the way back from <see cref="VerifierExporter"/>.</summary>
public static class VerifierPackageWeights
{
    private const string Fix = "Name a package that export verifier wrote, in floats and of the narrating form.";

    /// <param name="folder">The package, for example <c>models/cup-verifier</c>.</param>
    /// <returns>Vocabulary, sizes, weights of decoder and projector, and how latents become tokens. The caller's to dispose.</returns>
    /// <exception cref="ForewarnException">No such package, another kind or form, a damaged file, or eight-bit weights.</exception>
    public static VerifierRun Load(string folder)
    {
        var manifest = ManifestJson.ReadManifest(Bytes(folder, "manifest.json"), Path.Combine(folder, "manifest.json"));
        if (manifest.Kind != ModelKind.Verifier) throw Bad(folder, $"a package of kind '{manifest.Kind}'", ModelKind.Verifier);
        string form = manifest.Settings.TryGetValue(PromptForm.Setting, out var named) ? named.GetString()! : PromptForm.Narration;
        if (form != PromptForm.Narration) throw Bad(folder, $"prompts of form '{form}'", $"'{PromptForm.Narration}'");
        var (project, embed, decode) = (Weights(folder, manifest, "project"), Weights(folder, manifest, "embed"), Weights(folder, manifest, "decode"));
        var latents = Latents(folder, manifest);
        var decoder = Sizes(folder, manifest, decode);
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(0)), decoder);
        LatentProjector.Declare(store, latents.Size, latents.StepsPerToken, decoder.Width);
        try
        {
            foreach (string name in store.Names)
                store.Import(name, name switch
                {
                    "embed.weight" => Plain(folder, embed, name, store.ShapeOf(name)),
                    "projector.weight" => Turned(folder, project, name, store.ShapeOf(name)),
                    "projector.bias" => Plain(folder, project, name, store.ShapeOf(name)),
                    _ when name.EndsWith(".weight", StringComparison.Ordinal) => Turned(folder, decode, name, store.ShapeOf(name)),
                    _ => Plain(folder, decode, name + ".weight", store.ShapeOf(name)),
                });
            return new(TokenizerJson.Read(Bytes(folder, "tokenizer.json")), decoder, store, [latents], form) { Tasks = Tasks(manifest) };
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static DecoderOptions Sizes(string folder, ModelManifest manifest, IReadOnlyDictionary<string, GraphWeight> decode)
    {
        int headSize = Number(folder, manifest, "headSize"), width = Number(folder, manifest, "width");
        var options = new DecoderOptions
        {
            Width = width, Layers = Number(folder, manifest, "layers"), Heads = width / headSize, KvHeads = Number(folder, manifest, "kvHeads"),
            Hidden = (int)Find(folder, decode, "layers.0.down.weight_t").Shape[0], Vocabulary = Number(folder, manifest, "vocabulary"),
            MaxTokens = Number(folder, manifest, "maxTokens"),
        };
        options.Validate();
        // The manifest does not name the base of the rotary frequencies; its table stands in the graph.
        var (cos, _) = RotaryTable.Build(options.MaxTokens, headSize, options.RopeBase);
        if (!Find(folder, decode, "rotary.cos").Floats().AsSpan().SequenceEqual(cos))
            throw Bad(folder, "rotary positions of another base", FormattableString.Invariant($"base {options.RopeBase:R}"));
        return options;
    }

    /// <summary>Packages from before there were several tasks do not say it.</summary>
    private static string[] Tasks(ModelManifest manifest) => manifest.Settings.TryGetValue(VerifierTasks.Setting, out var tasks)
        ? [.. tasks.EnumerateArray().Select(t => t.GetString()!)] : ["cup"];

    private static LatentTokenForm Latents(string folder, ModelManifest manifest)
    {
        var stats = ManifestJson.ReadStats(Bytes(folder, "stats.json"), Path.Combine(folder, "stats.json"));
        int steps = Number(folder, manifest, "latentSteps");
        return stats.TryGetValue("latents", out var channels)
            ? new(steps, Number(folder, manifest, "latentSize"), steps / Number(folder, manifest, "latentTokens"), channels)
            : throw Bad(folder, "no statistics of latents", "them in stats.json");
    }

    private static IReadOnlyDictionary<string, GraphWeight> Weights(string folder, ModelManifest manifest, string role)
    {
        var graph = manifest.Graphs.FirstOrDefault(g => g.Role == role) ?? throw Bad(folder, $"no graph '{role}'", "project, embed and decode");
        byte[] bytes = Bytes(folder, graph.File);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != graph.Sha256) throw Bad(folder, $"another {graph.File} than the manifest's", "the file as written");
        try
        {
            return GraphWeights.Read(CompactWeights.Restore(bytes));
        }
        catch (InvalidDataException fault)
        {
            throw ForewarnException.Of($"'{Path.Combine(folder, graph.File)}'", fault.Message, "a whole ONNX graph", Fix, ExitCode.Usage, fault);
        }
    }

    private static float[] Plain(string folder, IReadOnlyDictionary<string, GraphWeight> weights, string name, IReadOnlyList<long> shape)
    {
        var found = Find(folder, weights, name);
        return found.Shape.SequenceEqual(shape) ? found.Floats() : throw Misshapen(folder, found, shape);
    }

    /// <summary>Graphs keep a layer's weights as <c>[in, out]</c>, training as <c>[out, in]</c>.</summary>
    private static float[] Turned(string folder, IReadOnlyDictionary<string, GraphWeight> weights, string name, IReadOnlyList<long> shape)
    {
        var found = Find(folder, weights, name + "_t");
        int outputs = (int)shape[0], inputs = (int)shape[1];
        if (!found.Shape.SequenceEqual([inputs, outputs])) throw Misshapen(folder, found, [inputs, outputs]);
        return GraphConstants.Transposed(found.Floats(), inputs, outputs);
    }

    private static GraphWeight Find(string folder, IReadOnlyDictionary<string, GraphWeight> weights, string name) =>
        weights.GetValueOrDefault(name) is { Type: OnnxType.Float } found ? found : throw Bad(folder, $"no float weights '{name}'", "those of a verifier");

    private static int Number(string folder, ModelManifest manifest, string key) =>
        manifest.Settings.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0
            ? number
            : throw Bad(folder, $"no setting '{key}' above 0", "a whole number");

    private static byte[] Bytes(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : throw Bad(folder, $"no {file}", "a verifier package");
    }

    private static ForewarnException Misshapen(string folder, GraphWeight found, IReadOnlyList<long> wanted) =>
        Bad(folder, $"'{found.Name}' of shape [{string.Join(", ", found.Shape)}]", $"[{string.Join(", ", wanted)}]");

    private static ForewarnException Bad(string folder, string found, string wanted) =>
        ForewarnException.Of($"verifier package '{folder}'", found, wanted, Fix, ExitCode.Usage);
}
