using System.Text;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Quantization;

/// <summary>A model package made of another by rewriting its graphs: settings, statistics, figures and further files stay.</summary>
internal static class RewrittenPackage
{
    private const string Card = "MODELCARD.md";

    private static readonly string[] s_written = ["manifest.json", "stats.json", Card];

    /// <param name="folder">Becomes the package, whole or not at all; it may be the one that was read.</param>
    /// <param name="rewrite">From a graph's file to its new content; the border of the graph must stay. An
    /// <see cref="InvalidDataException"/> from it names what is wrong with the graph.</param>
    /// <param name="wanted">What the graph should have been, for that message.</param>
    /// <param name="section">Is added to the model card.</param>
    /// <param name="figures">Are added to those of the manifest.</param>
    /// <exception cref="ForewarnException">A graph cannot be rewritten, or the folder cannot be written.</exception>
    public static ModelManifest Write(
        string folder, ModelPackage from, Func<GraphManifest, byte[], byte[]> rewrite, string wanted, string section,
        IReadOnlyDictionary<string, MetricInterval>? figures = null)
    {
        var manifest = from.Manifest;
        string[] own = [.. s_written, .. manifest.Graphs.Select(g => g.File)];
        var beside = Directory.GetFiles(from.Folder).Select(f => Path.GetFileName(f)).Except(own).Order(StringComparer.Ordinal);
        return ModelPackageWriter.Write(folder, new ModelPackageContent
        {
            Kind = manifest.Kind,
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            Graphs = [.. manifest.Graphs.Select(g => new PackageGraph(g.Role, g.File, Rewritten(g), g.Inputs, g.Outputs))],
            Stats = from.Stats,
            Settings = manifest.Settings.ToDictionary(s => s.Key, object (s) => s.Value),
            Action = manifest.Action,
            Cameras = manifest.Cameras,
            State = manifest.State,
            Training = manifest.Training,
            Metrics = manifest.Metrics.Concat(figures ?? new Dictionary<string, MetricInterval>()).ToDictionary(),
            ModelCard = Encoding.UTF8.GetString(Bytes(Card)) + section,
            Files = beside.ToDictionary(f => f, Bytes),
        });

        byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(from.Folder, file));

        byte[] Rewritten(GraphManifest graph)
        {
            try
            {
                return rewrite(graph, Bytes(graph.File));
            }
            catch (InvalidDataException e)
            {
                throw ForewarnException.Of(Path.Combine(from.Folder, graph.File), e.Message, wanted, "Name the package that training exported.",
                    ExitCode.Usage, e);
            }
        }
    }
}
