using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Learning.Verifiers;

/// <summary>
/// Writes a trained verifier as a model package: decoder, embedding, a projector for each task's latents, and <c>tokenizer.json</c>.
/// </summary>
public static class VerifierExporter
{
    /// <param name="folder">Becomes the package, for example <c>models/cup-verifier</c>.</param>
    /// <exception cref="ForewarnException">The run has no projector yet, or the folder cannot be written.</exception>
    public static ModelManifest Write(string folder, VerifierRun run, VerifierExport export)
    {
        if (run.Latents is not { } first) throw ForewarnException.Of("verifier run", "the text stage only", "a run of the joint stage",
            "Train the joint stage from this run first.", ExitCode.Usage);
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = ModelKind.Verifier,
            Name = export.Name,
            Graphs =
            [
                .. run.Projectors.Select(form => Graph(
                    Entry(form, "project"), Entry(form, "projector") + ".onnx", VerifierGraphs.Projector(run.Parameters, run.Decoder, form))),
                Graph("embed", "embed_tokens.onnx", VerifierGraphs.Embedding(run.Parameters, run.Decoder)),
                Graph("decode", "decoder.onnx", VerifierGraphs.Decoder(run.Parameters, run.Decoder)),
            ],
            Stats = run.Projectors.ToDictionary(form => Entry(form, "latents"), form => form.Stats),
            Settings = Settings(run, first),
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = Card(run, first, export),
            Files = new Dictionary<string, byte[]> { ["tokenizer.json"] = TokenizerJson.Write(run.Vocabulary) },
        });
    }

    /// <summary>Name of something that every task has its own of; plain where there is one task.</summary>
    private static string Entry(LatentTokenForm form, string name) => form.Projector == LatentProjector.Single ? name : $"{name}.{form.Task}";

    /// <summary>Every word of every task's language, in ordinal order.</summary>
    private static string[] Lexicon(VerifierRun run) =>
        [.. run.Languages.SelectMany(l => l.Lexicon).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, object> Settings(VerifierRun run, LatentTokenForm form)
    {
        var settings = new Dictionary<string, object>
        {
            [PromptForm.Setting] = run.Prompt,
            ["width"] = run.Decoder.Width,
            ["layers"] = run.Decoder.Layers,
            ["kvHeads"] = run.Decoder.KvHeads,
            ["headSize"] = run.Decoder.HeadSize,
            ["maxTokens"] = run.Decoder.MaxTokens,
            ["vocabulary"] = run.Decoder.Vocabulary,
            ["latentSteps"] = form.Steps,
            ["latentSize"] = form.Size,
            ["latentTokens"] = form.Tokens,
            ["maxOptions"] = PromptTokens.MaxOptions,
            ["narrationTokens"] = 24,
            ["lexicon"] = Lexicon(run),
            [VerifierTasks.Setting] = run.Tasks,
        };
        // Which projector reads a world model's latents is looked up by the name that a task's world model has.
        if (run.Projectors.Count > 1)
        {
            settings[VerifierTasks.Worlds] = run.Projectors.ToDictionary(f => $"{f.Task}-world", f => f.Task);
            settings[VerifierTasks.Lexicons] = run.Languages.ToDictionary(l => l.Name, l => l.Lexicon);
        }
        if (run.Plans is { } plans)
        {
            settings["planSteps"] = ArmTask.PlanSteps;
            settings["planEvery"] = plans.Every;
            settings["planColumns"] = plans.Columns.Select(c => c.ToString()).ToArray();
        }
        return settings;
    }

    internal static PackageGraph Graph(string role, string file, GraphBuilder graph) =>
        new(role, file, OnnxModel.ToBytes(graph), Manifests(graph.Inputs), Manifests(graph.Outputs));

    internal static void AppendFigures(StringBuilder text, VerifierExport export)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Training
            - Command: `{export.Training.Command}`; seed {export.Training.Seed}; revision {export.Training.Revision}.
            - Data: SHA-256 {export.Training.DataSha256}.

            """);
        HeldOutFigures.Append(text, export.Metrics);
    }

    private static string Purpose(string prompt) => prompt switch
    {
        PromptForm.Actions =>
            "A baseline: narrates plans from the present's latent and the plan in words, without foreseeing anything.",
        PromptForm.Choice =>
            "A baseline: chooses the plan that fits a wish straight from the latents of imagined plans, without narrating any.",
        _ => "Narrates imagined plans and chooses, in text only, the one that fits a wish.",
    };

    private static TensorManifest[] Manifests(IReadOnlyList<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];

    private static string Card(VerifierRun run, LatentTokenForm form, VerifierExport export)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            {Purpose(run.Prompt)} Decoder of Llama's form:
            {run.Decoder.Layers} layers, width {run.Decoder.Width}, {run.Decoder.Heads} query and {run.Decoder.KvHeads} key-value heads,
            {run.Decoder.Vocabulary} tokens; {form.Tokens} latent tokens a plan from {form.Steps} imagined steps.

            ## Limits
            Trained from scratch on the grammar of {string.Join(", ", run.Tasks)} ({Lexicon(run).Length} words). It is open over that grammar,
            not over English: a wish with other words is refused by name. Facts about the object are understood in the forms the grammar has.

            """);
        AppendFigures(text, export);
        return text.ToString();
    }
}
