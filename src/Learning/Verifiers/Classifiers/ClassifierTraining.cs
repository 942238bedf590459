using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Verifiers;

/// <summary>Trains one classifier and writes its package.</summary>
public static class ClassifierTraining
{
    /// <param name="package">Becomes the package, for example <c>models/cup-outcome</c>; written when the run is finished.</param>
    /// <param name="export">Provenance; its name and its metrics are filled in here.</param>
    public static TrainingResult Run(
        ClassifierTrainingOptions options, LatentNarrations latents, ClassTargets targets,
        RunFolder folder, string package, VerifierExport export, bool resume = false,
        IProgress<TrainingProgress>? progress = null, TimeProvider? time = null, CancellationToken cancel = default)
    {
        var seed = new SeedStreams(options.Training.Seed).Stream(targets.Name);
        using var task = new OutcomeClassifierTask(options.Classifier, latents, targets, seed);
        if (!resume) folder.WriteConfig(("classifier", options.Classifier), ("training", options.Training));
        var result = new TrainingRun(options.Training, folder, progress, time).Run(task, resume, cancel);
        if (result.Finished)
        {
            var filled = export with { Name = targets.Name, Metrics = HeldOutFigures.Of(result.Evaluation) };
            Export(package, task.Parameters, latents, targets, filled);
        }
        return result;
    }

    /// <summary>Writes the package of trained parameters.</summary>
    public static ModelManifest Export(
        string package, ParameterStore parameters, LatentNarrations latents, ClassTargets targets, VerifierExport export)
    {
        var card = new StringBuilder($"# {export.Name}\n\nGated recurrent classifier of a plan's latents [K, H, Z]: {string.Join(", ", targets.Classes)}.\n");
        if (targets.Note.Length > 0) card.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{targets.Note}\n");
        VerifierExporter.AppendFigures(card, export);
        return ModelPackageWriter.Write(package, new ModelPackageContent
        {
            Kind = ModelKind.Classifier,
            Name = export.Name,
            Graphs = [VerifierExporter.Graph("classify", "classifier.onnx", OutcomeClassifierNet.Graph(parameters, latents.Steps, latents.Size, latents.Stats))],
            Stats = new Dictionary<string, ChannelStats> { ["latents"] = latents.Stats },
            Settings = new Dictionary<string, object> { ["classes"] = targets.Classes, ["latentSteps"] = latents.Steps, ["latentSize"] = latents.Size },
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = card.ToString(),
        });
    }
}
