using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>
/// Writes what an alignment made: the language model with its adapters merged, as graphs in a hub folder, and a verifier package with the
/// projector and the questions.
/// </summary>
public static class AlignmentExporter
{
    private const string Decoder = "decoder_model_merged";

    /// <summary>What a hub folder holds beside its graphs; copied where it is there.</summary>
    private static readonly string[] s_beside =
        ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "chat_template.json", "special_tokens_map.json"];

    /// <param name="folder">Becomes the hub folder.</param>
    /// <param name="source">Folder that the weights came from.</param>
    /// <param name="weights">See <see cref="AlignmentRun.Over"/>.</param>
    /// <param name="precision">Of the decoder, which gets the name of it; the embedding stays in floats.</param>
    /// <param name="gate">
    /// For eight-bit integers: is given the folder before it takes its place, with the decoder in floats still in it. What it throws
    /// leaves nothing behind.
    /// </param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static void WriteDecoder(
        string folder, string source, INetworkWeights weights, DecoderOptions size,
        DecoderPrecision precision = DecoderPrecision.Float, Action<string>? gate = null)
    {
        if (size.HeadSize % 16 != 0)
            throw ForewarnException.Of("decoder", $"heads of size {size.HeadSize}", "a multiple of 16",
                "The runtime's attention operator takes no others: use another model.", ExitCode.Usage);
        AtomicFolder.Write(folder, target =>
        {
            string graphs = Write(target, source, weights, size);
            if (precision == DecoderPrecision.Float) return;
            OnnxModel.WriteWithData(VerifierGraphs.Decoder(weights, size, precision), Path.Combine(graphs, Decoder + "_int8.onnx"));
            gate?.Invoke(target);
            foreach (string file in Directory.GetFiles(graphs, Decoder + ".onnx*")) File.Delete(file);
        });
    }

    /// <param name="folder">Becomes the verifier package.</param>
    /// <param name="settings">Questions and limits of the conversation; see the runtime's chat verifier.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static ModelManifest WriteProjector(string folder, AlignmentRun run, IReadOnlyDictionary<string, object> settings, VerifierExport export) =>
        ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = ModelKind.Verifier, Name = export.Name,
            Graphs = [VerifierExporter.Graph("project", "projector.onnx", VerifierGraphs.Projector(run.Parameters, run.Size, run.Form))],
            Stats = new Dictionary<string, ChannelStats> { ["latents"] = run.Form.Stats },
            Settings = new Dictionary<string, object>(settings)
            {
                [PromptForm.Setting] = PromptForm.Chat, ["latentSteps"] = run.Form.Steps, ["latentSize"] = run.Form.Size, ["latentTokens"] = run.Form.Tokens,
            },
            Training = export.Training, Metrics = export.Metrics, ModelCard = Card(run, export),
        });

    private static string Write(string target, string source, INetworkWeights weights, DecoderOptions size)
    {
        string graphs = Directory.CreateDirectory(Path.Combine(target, "onnx")).FullName;
        OnnxModel.WriteWithData(VerifierGraphs.Embedding(weights, size), Path.Combine(graphs, "embed_tokens.onnx"));
        OnnxModel.WriteWithData(VerifierGraphs.Decoder(weights, size), Path.Combine(graphs, Decoder + ".onnx"));
        foreach (string file in s_beside)
            if (File.Exists(Path.Combine(source, file))) File.Copy(Path.Combine(source, file), Path.Combine(target, file));
        return graphs;
    }

    private static string Card(AlignmentRun run, VerifierExport export)
    {
        var text = new System.Text.StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            Projects {run.Form.Steps} imagined steps to {run.Form.Tokens} tokens of width {run.Size.Width} for a language model of
            {run.Size.Layers} layers and {run.Size.Vocabulary} tokens, which is not part of the package. Stage: {run.Stage}.

            ## Limits
            The projector speaks to the language model that it was trained with, and to no other.

            """);
        VerifierExporter.AppendFigures(text, export);
        return text.ToString();
    }
}
