using System.Globalization;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Lab.Quantization;

/// <summary>Makes a verifier package whose decoder multiplies in eight-bit integers out of one that does so in floats.</summary>
internal static class Int8Verifier
{
    private const string Decoder = "decode";

    /// <param name="folder">Becomes the package.</param>
    /// <param name="from">The package in floats.</param>
    /// <param name="figures">What the gate measured; empty before it ran.</param>
    /// <exception cref="ForewarnException">The decoder has nothing to quantize, or the folder cannot be written.</exception>
    public static ModelManifest Write(string folder, ModelPackage from, IReadOnlyDictionary<string, MetricInterval> figures) => RewrittenPackage.Write(
        folder, from, (graph, model) => graph.Role == Decoder ? Int8Weights.Quantize(CompactWeights.Restore(model)) : model,
        "a decoder in floats", Section(from.Manifest.Name, figures), figures);

    private static string Section(string from, IReadOnlyDictionary<string, MetricInterval> figures) =>
        figures.Aggregate(
            $"""

            ## Eight-bit decoder
            Made from `{from}`: the decoder's weights have one scale per column, its activations one per product and run. Training
            figures above are those of `{from}`.

            """,
            (text, f) => text + string.Create(CultureInfo.InvariantCulture,
                $"- {f.Key}: {f.Value.Value:0.000} [{f.Value.Low:0.000}, {f.Value.High:0.000}], n = {f.Value.Count}\n"));
}
