using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Writes a tuned policy as a package of its own: the graph it was read from with other values in the trunk and its tables, so
/// eye, plan coordinates and sampler are those of the origin, byte for byte.
/// </summary>
public static class TunedPolicyWriter
{
    /// <param name="folder">Becomes the package; never the origin's own.</param>
    /// <param name="origin">The policy that was tuned.</param>
    /// <param name="tuned">Weights of <see cref="PackagedPolicy.Net"/>'s layout.</param>
    /// <exception cref="ForewarnException">The folder cannot be written.</exception>
    public static ModelManifest Write(string folder, PackagedPolicy origin, ParameterStore tuned, TunedPolicyExport export)
    {
        var from = origin.Manifest;
        var graph = from.Graphs.First(g => g.Role == ProposeGraph.Role);
        var settings = from.Settings.ToDictionary(s => s.Key, s => (object)s.Value);
        (settings["tunedFrom"], settings["tunedBy"], settings["tunedWish"]) = (origin.Id, export.Method, export.Wish);
        (settings["tunedPairs"], settings["originTraining"]) = (export.Pairs, from.Training);
        byte[] model = GraphWeights.Replace(CompactWeights.Restore(origin.Files.Model), Constants(tuned));
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = from.Kind,
            Name = export.Name,
            Graphs = [new(graph.Role, graph.File, model, graph.Inputs, graph.Outputs)],
            Stats = origin.Files.Stats,
            Settings = settings,
            Action = from.Action,
            Cameras = from.Cameras,
            State = from.State,
            Training = export.Training,
            Metrics = export.Metrics,
            ModelCard = Card(origin, export),
        });
    }

    private static Dictionary<string, float[]> Constants(ParameterStore tuned)
    {
        var values = new Dictionary<string, float[]>();
        foreach (string name in tuned.Names)
        {
            var shape = tuned.ShapeOf(name);
            string constant = GraphConstants.TrunkName(name);
            float[] data = tuned.Export(name);
            values[constant] = shape.Count == 2 ? GraphConstants.Transposed(data, (int)shape[0], (int)shape[1]) : data;
        }
        return values;
    }

    private static string Card(PackagedPolicy origin, TunedPolicyExport export)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # {export.Name}

            `{origin.Manifest.Name}` tuned by preferences: the graph is the same, the weights of its trunk are not.

            ## Tuning
            - From `{origin.Id}`.
            - Method: {export.Method}; wish: "{export.Wish}"; {export.Pairs} labeled pairs ({export.LabelSource}).
            - Preference data: SHA-256 {export.Training.DataSha256}.
            - Command: `{export.Training.Command}`; seed {export.Training.Seed}; revision {export.Training.Revision}; {export.Training.Date}.
            - The policy answers this one wish more often, unasked. The share of other modes falls: for other wishes use the origin.
            - It was tuned on its sampler with noise and is deployed on the deterministic one, as the origin is.

            """);
        HeldOutFigures.Append(text, export.Metrics);
        text.Append(CultureInfo.InvariantCulture,
            $"\n## What it was tuned from\nThe card of `{origin.Manifest.Name}`; its figures are not those of the tuned policy.\n\n");
        foreach (string line in origin.Files.Card.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            text.Append(line.StartsWith('#') ? "##" : "").Append(line).Append('\n');
        return text.ToString();
    }
}
