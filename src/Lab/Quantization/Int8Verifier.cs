using System.Globalization;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Lab.Quantization;

/// <summary>Makes a verifier package whose decoder multiplies in eight-bit integers out of one that does so in floats.</summary>
internal static class Int8Verifier
{
    private const string Decoder = "decode", Card = "MODELCARD.md", Tokenizer = "tokenizer.json";

    /// <param name="folder">Becomes the package.</param>
    /// <param name="from">The package in floats.</param>
    /// <param name="figures">What the gate measured; empty before it ran.</param>
    /// <exception cref="ForewarnException">The decoder has nothing to quantize, or the folder cannot be written.</exception>
    public static ModelManifest Write(string folder, ModelPackage from, IReadOnlyDictionary<string, MetricInterval> figures)
    {
        var manifest = from.Manifest;
        byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(from.Folder, file));
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = manifest.Kind,
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            Graphs = [.. manifest.Graphs.Select(g => new PackageGraph(
                g.Role, g.File, g.Role == Decoder ? Quantized(from.Folder, g.File, Bytes(g.File)) : Bytes(g.File), g.Inputs, g.Outputs))],
            Stats = from.Stats,
            Settings = manifest.Settings.ToDictionary(s => s.Key, object (s) => s.Value),
            Training = manifest.Training,
            Metrics = manifest.Metrics.Concat(figures).ToDictionary(),
            ModelCard = Bytes(Card) is var card ? System.Text.Encoding.UTF8.GetString(card) + Section(manifest.Name, figures) : "",
            Files = new Dictionary<string, byte[]> { [Tokenizer] = Bytes(Tokenizer) },
        });
    }

    private static byte[] Quantized(string folder, string file, byte[] model)
    {
        try
        {
            return Int8Weights.Quantize(model);
        }
        catch (InvalidDataException e)
        {
            throw ForewarnException.Of(Path.Combine(folder, file), e.Message, "a decoder in floats", "Name the package that training exported.",
                ExitCode.Usage);
        }
    }

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
