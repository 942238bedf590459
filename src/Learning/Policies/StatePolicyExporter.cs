using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>Writes a trained policy of state vectors as a model package that runs wherever packaged policies run.</summary>
public static class StatePolicyExporter
{
    /// <param name="folder">Becomes the package, for example <c>models/reach</c>; the whole of it or nothing.</param>
    /// <exception cref="ForewarnException">Policy and export do not fit one another, or the folder cannot be written.</exception>
    public static ModelManifest Write(string folder, IStatePolicy policy, StatePolicyExport export)
    {
        export.Validate(policy.StateSize, policy.ActionSize);
        var graph = StatePolicyGraph.Build(policy, export);
        byte[] bytes = OnnxModel.ToBytes(graph);
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = "policy",
            Name = export.Name,
            Graphs = [new(ProposeGraph.Role, ProposeGraph.File, bytes, Manifests(graph.Inputs), Manifests(graph.Outputs))],
            Stats = Stats(policy),
            Settings = new Dictionary<string, object>
            {
                ["steps"] = export.Steps,
                ["noiseWidth"] = policy.ActionSize,
                ["policy"] = StatePolicyGraph.KindOf(policy),
                ["method"] = export.Method,
            },
            Action = export.Action,
            State = export.State,
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = Card(policy, export),
        });
    }

    private static Dictionary<string, ChannelStats> Stats(IStatePolicy policy) =>
        policy is GaussianPolicy { Normalizer: { } normalizer }
            ? new() { ["state"] = new(normalizer.Mean.ToArray(), [.. normalizer.Rate.ToArray().Select(r => 1 / r)]) }
            : [];

    private static TensorManifest[] Manifests(IReadOnlyList<ValueInfo> values) =>
        [.. values.Select(v => new TensorManifest(v.Name, v.TypeName, v.Sizes))];

    private static string Card(IStatePolicy policy, StatePolicyExport export)
    {
        string draws = export.Deviation switch
        {
            0 => "Every plan is the policy's mean action.",
            { } d => string.Create(CultureInfo.InvariantCulture, $"Draws have a standard deviation of {d} around the mean, set at export."),
            null when policy is DeterministicPolicy => "The policy is deterministic: all plans of a decision are the same.",
            null => "Plans are drawn from the policy's own distribution; the same noise gives the same plans.",
        };
        string limits = export.Low.Count == 0 ? "" : string.Join("", export.Action.Names.Select((name, c) =>
            string.Create(CultureInfo.InvariantCulture, $"\n- `{name}`: {export.Low[c]} to {export.High[c]}")));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            A policy of state vectors ({StatePolicyGraph.KindOf(policy)}), trained by {export.Method}: from {policy.StateSize} numbers
            ({string.Join(", ", export.State)}) to an action of {policy.ActionSize} ({string.Join(", ", export.Action.Names)}),
            {export.Action.Representation} in the {export.Action.Frame} frame at {export.Action.RateHz} Hz, held for {export.Steps} rows.{limits}

            ## Training
            - Command: `{export.Training.Command}`; seed {export.Training.Seed}; revision {export.Training.Revision}.
            - Data: SHA-256 {export.Training.DataSha256}.

            ## Use
            `propose.onnx` maps the state and N rows of standard normal noise to N plans. {draws} It reads no pictures, and no wish: there is
            nothing to imagine or narrate, so a steering node checks its plans with the guards and takes the heaviest safe one. It must
            decide again and again; its plans cover the next moment alone.

            """);
        HeldOutFigures.Append(text, export.Metrics);
        return text.ToString();
    }
}
