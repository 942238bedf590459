using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;

namespace Forewarn.Cli.Doctor;

/// <summary>The shipped model packages: present, readable, and byte for byte what their manifests say.</summary>
internal sealed class ModelsCheck(Home home, ModelNames names) : IMachineCheck
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public string Name => "models";

    public CheckResult Run()
    {
        string[] faults = [.. names.Required().Select(Fault).OfType<string>()];
        return faults.Length == 0
            ? new(Name, CheckState.Works, $"{string.Join(", ", names.Required())} in {home.Models}")
            : new(Name, CheckState.Missing, string.Join("; ", faults), "Restore models/ (git checkout models), or train them.");
    }

    private string? Fault(string name)
    {
        string folder = Path.Combine(home.Models, name);
        string manifest = Path.Combine(folder, "manifest.json");
        if (!File.Exists(manifest)) return $"{name}: no manifest.json in {folder}";
        try
        {
            var read = JsonSerializer.Deserialize<ModelManifest>(File.ReadAllText(manifest), Form)!;
            if (read.Format != ModelManifest.CurrentFormat) return $"{name}: format '{read.Format}', wanted '{ModelManifest.CurrentFormat}'";
            return read.Graphs.Select(graph => Fault(folder, graph)).OfType<string>().FirstOrDefault() is { } fault ? $"{name}: {fault}" : null;
        }
        catch (JsonException fault)
        {
            return $"{name}: manifest.json is unreadable ({fault.Message})";
        }
    }

    private static string? Fault(string folder, GraphManifest graph)
    {
        string path = Path.Combine(folder, graph.File);
        if (!File.Exists(path)) return $"{graph.File} is missing";
        using var stream = File.OpenRead(path);
        string found = Convert.ToHexString(SHA256.HashData(stream));
        return string.Equals(found, graph.Sha256, StringComparison.OrdinalIgnoreCase) ? null : $"{graph.File} is damaged (hash differs)";
    }
}
