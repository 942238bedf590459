using System.Security.Cryptography;
using Forewarn.Core;
using Forewarn.Onnx;

namespace Forewarn.Inference;

/// <summary>What must hold between a manifest and the files beside it.</summary>
internal static class PackageCheck
{
    public static void Manifest(ModelManifest manifest, string path, string? kind)
    {
        if (!ModelKind.All.Contains(manifest.Kind))
            throw ForewarnException.Of($"{path}: kind", $"'{manifest.Kind}'",
                $"one of {string.Join(", ", ModelKind.All)}", "Correct the manifest, or update Forewarn.",
                ExitCode.Usage);
        if (kind != null && manifest.Kind != kind)
            throw ForewarnException.Of($"{path}: kind", $"'{manifest.Kind}'", $"'{kind}'",
                "Name a package of the wanted kind.", ExitCode.Usage);
        if (manifest.Graphs.Count == 0)
            throw ForewarnException.Of($"{path}: graphs", "none", "at least one", "Export the package again.");
        var roles = new HashSet<string>();
        if (manifest.Graphs.Any(g => g is null || g.Inputs.Contains(null!) || g.Outputs.Contains(null!)))
            throw ForewarnException.Of($"{path}: graphs", "a null entry", "graphs, inputs and outputs with content",
                "Export the package again.");
        foreach (var graph in manifest.Graphs)
        {
            if (!roles.Add(graph.Role))
                throw ForewarnException.Of($"{path}: graphs", $"the role '{graph.Role}' twice", "each role once",
                    "Export the package again.");
            if (graph.File.Length == 0 || Path.GetFileName(graph.File) != graph.File)
                throw ForewarnException.Of($"{path}: graphs[{graph.Role}].file", $"'{graph.File}'",
                    "a file name inside the package folder", "Export the package again.");
        }
    }

    public static void Hash(string path, byte[] content, string wanted, string key)
    {
        string found = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!found.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            throw ForewarnException.Of(
                $"{path}: SHA-256 of {content.Length} bytes", found, $"{wanted} (manifest key {key})",
                "The file is damaged, incomplete or was replaced: copy the package again, whole, or export it again.");
    }

    public static void Signature(string path, GraphManifest graph, GraphSession session)
    {
        Values(path, graph.Role, "inputs", graph.Inputs, session.Inputs);
        Values(path, graph.Role, "outputs", graph.Outputs, session.Outputs);
    }

    private static void Values(
        string path, string role, string side, IReadOnlyList<TensorManifest> manifest, IReadOnlyList<ValueInfo> graph)
    {
        string key = $"{path}: graphs[{role}].{side}";
        foreach (var value in graph)
        {
            var entry = manifest.FirstOrDefault(m => m.Name == value.Name)
                ?? throw Mismatch(key, List(manifest.Select(m => m.Name)), $"'{value.Name}', which the graph has");
            if (entry.Type != value.TypeName)
                throw Mismatch($"{key}[{value.Name}].type", $"'{entry.Type}'", $"'{value.TypeName}', as in the graph");
            if (!entry.Shape.SequenceEqual(value.Sizes))
                throw Mismatch($"{key}[{value.Name}].shape", $"[{string.Join(", ", entry.Shape)}]",
                    $"[{string.Join(", ", value.Sizes)}], as in the graph (-1 = free)");
        }
        foreach (var entry in manifest)
        {
            if (graph.All(v => v.Name != entry.Name))
                throw Mismatch(key, $"'{entry.Name}'", $"only what the graph has: {List(graph.Select(v => v.Name))}");
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("nothing"));

    private static ForewarnException Mismatch(string key, string found, string wanted) =>
        ForewarnException.Of(key, found, wanted,
            "Manifest and graph are not from one export: export the package again.");
}
