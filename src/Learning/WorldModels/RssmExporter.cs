using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.WorldModels;

/// <summary>
/// Writes a trained world model as a package with the graphs <c>observe</c>, <c>imagine</c> and <c>decode</c>.
/// </summary>
public static class RssmExporter
{
    /// <param name="folder">Becomes the package, for example <c>models/cup-world</c>.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static ModelManifest Write(string folder, Rssm model, WorldModelExport export)
    {
        var o = model.Options;
        ChannelStats Stats(string mean, string std) =>
            new(model.Parameters.Export("statistics." + mean), model.Parameters.Export("statistics." + std));
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = ModelKind.WorldModel,
            Name = export.Name,
            Graphs = RssmGraphs.All(model),
            Stats = new Dictionary<string, ChannelStats>
            {
                ["state"] = Stats("state_mean", "state_std"),
                ["plan"] = Stats("plan_mean", "plan_std"),
            },
            Settings = new Dictionary<string, object>
            {
                ["rowsPerStep"] = o.RowsPerStep,
                ["rateHz"] = export.Action.RateHz / o.RowsPerStep,
                ["latentSize"] = o.LatentSize,
                ["deterministic"] = o.Deterministic,
                ["stochastic"] = o.Stochastic,
                ["members"] = o.Members,
                ["stateSize"] = o.StateSize,
                ["cameraSize"] = o.CameraSize,
                ["resolution"] = o.Resolution,
                ["frontCrop"] = o.FrontCrop,
                ["updates"] = export.Updates,
                ["episodes"] = export.Episodes,
            },
            Action = export.Action,
            Cameras = RssmGraphs.Cameras,
            State = export.State,
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = Card(model, export),
        });
    }

    private static string Card(Rssm model, WorldModelExport export)
    {
        var o = model.Options;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            World model: from one look with the cameras {string.Join(", ", RssmGraphs.Cameras)}, the arm's own state and
            a plan, the latents of the next seconds at {export.Action.RateHz / o.RowsPerStep:G3} Hz,
            {o.RowsPerStep} plan rows a step. Recurrent state-space model, h {o.Deterministic}, Gaussian z {o.Stochastic}, {o.Members} prior heads
            whose spread is the disagreement; {model.Parameters.Count / 1e6:F2} M numbers; pictures at
            {o.Resolution}x{o.Resolution}.

            ## Training
            - {export.Episodes} recorded episodes (every tenth held out), {export.Updates} updates. **No labels**:
              pictures, arm state and plans only.
            - Command: `{export.Training.Command}`; seed {export.Training.Seed}; revision {export.Training.Revision}.
            - Data: SHA-256 {export.Training.DataSha256}.

            ## Use
            `observe.onnx` reads a history, `imagine.onnx` rolls K plans forward in one batch (zero noise = mean
            rollout), `decode.onnx` draws pictures for people. A mean rollout of an undecided future is a blend of its
            outcomes: look at the disagreement too. Scenes and plans unlike the recorded ones are outside what the model knows.

            """);
        HeldOutFigures.Append(text, export.Metrics);
        return text.ToString();
    }
}
