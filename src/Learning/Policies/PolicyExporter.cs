using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>Writes a trained policy as a model package with one graph, <c>propose.onnx</c>.</summary>
public static class PolicyExporter
{
    /// <param name="folder">Becomes the package, for example <c>models/cup-policy</c>.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static ModelManifest Write(string folder, PolicyRun run, PolicyExport export)
    {
        var graph = ProposeGraph.Build(run.Eye, run.Policy, run.Parameters, run.PictureSize, export.StateSize);
        var basis = run.Policy.Basis;
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = "policy",
            Name = export.Name,
            Graphs =
            [
                new(ProposeGraph.Role, ProposeGraph.File, OnnxModel.ToBytes(graph),
                    Manifests(graph.Inputs), Manifests(graph.Outputs)),
            ],
            Stats = new Dictionary<string, ChannelStats>
            {
                ["plan"] = basis.Columns,
                ["feature"] = new([.. run.Eye.Eye.Options.Center, 0, 0], [.. run.Eye.Eye.Options.Scale, 1, 1]),
            },
            Settings = new Dictionary<string, object>
            {
                ["steps"] = basis.Steps,
                ["noiseWidth"] = basis.Size,
                ["ddimSteps"] = run.Policy.Options.SampleSteps,
                ["noiseLevels"] = run.Policy.Options.Levels,
                ["clamp"] = run.Policy.Options.Clamp,
                ["eyeSharpness"] = run.Eye.Eye.Options.Sharpness,
                ["closeBelowM"] = run.Policy.Options.CloseBelow,
                ["demonstrations"] = export.Demonstrations,
                ["pretrainingScenes"] = export.PretrainingScenes,
                ["explained"] = basis.Explained,
            },
            Action = run.Spec,
            Cameras = run.Eye.Eye.Options.Cameras,
            State = export.State,
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = Card(run, export),
        });
    }

    private static TensorManifest[] Manifests(IReadOnlyList<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];

    private static string Card(PolicyRun run, PolicyExport export)
    {
        var basis = run.Policy.Basis;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            Diffusion policy: from one look with the cameras {string.Join(", ", run.Eye.Eye.Options.Cameras)} to N whole plans of
            {basis.Steps} rows at {run.Spec.RateHz} Hz, {run.Spec.Representation} targets in the {run.Spec.Frame} frame
            ({string.Join(", ", run.Spec.Names)}), all modes of the demonstrations in proportion.

            ## Training
            - {export.Demonstrations} demonstrations, one start scene and one plan each.
            - **Simulator pose labels were used for perception pretraining, and for nothing else**: the eye learned (x, y, yaw)
              of the object from {export.PretrainingScenes} rendered start scenes and was frozen. At run time the policy gets
              pictures only. The input `state` is accepted and not read: joint noise would identify the demonstration.
            - Plans are seen from the object where the eye finds it; ridge mean on the eye's feature, {basis.Size} whitened components of the residual
              ({basis.Explained:P2} of its variance), {run.Policy.Options.Levels} noise levels, clean-plan prediction.
            - Command: `{export.Training.Command}`; seed {export.Training.Seed}; revision {export.Training.Revision}.
            - Data: SHA-256 {export.Training.DataSha256}.

            ## Use
            `propose.onnx` draws N plans from N rows of standard normal noise ({basis.Size} numbers each) in
            {run.Policy.Options.SampleSteps} deterministic steps; the same noise gives the same plans. Finger commands below
            {1000 * run.Policy.Options.CloseBelow:F0} mm close fully. Plans run open loop; check them with the guard before
            execution. Scenes outside the range of the demonstrations are outside what the policy knows.

            """);
        HeldOutFigures.Append(text, export.Metrics);
        return text.ToString();
    }
}
