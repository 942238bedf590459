using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.Inference;

/// <summary>
/// A model package, loaded whole: manifest, normalisation statistics and one session per graph, all of them checked
/// against each other before anything runs.
/// </summary>
public sealed class ModelPackage : IDisposable
{
    private readonly Dictionary<string, GraphSession> _sessions;

    private ModelPackage(string folder, ModelManifest manifest, IReadOnlyDictionary<string, ChannelStats> stats,
        Dictionary<string, GraphSession> sessions) =>
        (Folder, Manifest, Stats, _sessions) = (folder, manifest, stats, sessions);

    public string Folder { get; }

    public ModelManifest Manifest { get; }

    /// <summary>Normalisation used in training, by name. The graphs apply it themselves.</summary>
    public IReadOnlyDictionary<string, ChannelStats> Stats { get; }

    /// <param name="folder">Holds <c>manifest.json</c>, <c>stats.json</c> and the graphs.</param>
    /// <param name="kind">What the caller needs (see <see cref="ModelKind"/>); null = any.</param>
    /// <exception cref="ForewarnException">Anything is missing, damaged or contradicts the manifest.</exception>
    public static ModelPackage Load(string folder, string? kind = null, RuntimeOptions? options = null)
    {
        if (!Directory.Exists(folder))
            throw ForewarnException.Of($"model package '{folder}'", "no such folder", "a folder with manifest.json",
                "Check the path, or export the package first.", ExitCode.Usage);
        string path = Path.Combine(folder, "manifest.json");
        var manifest = ManifestJson.ReadManifest(PackageFile.Read(folder, "manifest.json"), path);
        PackageCheck.Manifest(manifest, path, kind);
        var stats = ReadStats(folder, manifest);
        var providers = new ProviderSelection(options ?? RuntimeOptions.Default);
        var sessions = new Dictionary<string, GraphSession>();
        try
        {
            foreach (var graph in manifest.Graphs)
            {
                byte[] model = PackageFile.Read(folder, graph.File);
                string key = $"graphs[{graph.Role}].sha256";
                PackageCheck.Hash(Path.Combine(folder, graph.File), model, graph.Sha256, key);
                var session = new GraphSession(model, $"{manifest.Name}/{graph.Role}", providers);
                sessions.Add(graph.Role, session);
                PackageCheck.Signature(path, graph, session);
            }
            return new(folder, manifest, stats, sessions);
        }
        catch
        {
            foreach (var session in sessions.Values) session.Dispose();
            throw;
        }
    }

    /// <summary>The graph with a role.</summary>
    /// <exception cref="ForewarnException">The package has no such graph.</exception>
    public GraphSession Graph(string role) => _sessions.TryGetValue(role, out var session)
        ? session
        : throw ForewarnException.Of($"{Folder}: graphs", $"the roles {string.Join(", ", _sessions.Keys)}", $"'{role}'",
            "Export the package with this graph.");

    public bool Has(string role) => _sessions.ContainsKey(role);

    /// <summary>An integer of the manifest's settings.</summary>
    public int Integer(string key) =>
        Setting(key, JsonValueKind.Number, "an integer", (JsonElement e, out int v) => e.TryGetInt32(out v));

    /// <summary>A number of the manifest's settings.</summary>
    public double Number(string key) =>
        Setting(key, JsonValueKind.Number, "a number", (JsonElement e, out double v) => e.TryGetDouble(out v));

    /// <summary>A text of the manifest's settings.</summary>
    public string Text(string key) => Setting(key, JsonValueKind.String, "a text", (JsonElement e, out string v) =>
    {
        v = e.GetString()!;
        return true;
    });

    /// <summary>A list of texts of the manifest's settings.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Setting(key, JsonValueKind.Array, "a list of texts", (JsonElement e, out string[] v) =>
        {
            bool fits = e.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String);
            v = fits ? [.. e.EnumerateArray().Select(i => i.GetString()!)] : [];
            return fits;
        });

    public void Dispose()
    {
        foreach (var session in _sessions.Values) session.Dispose();
    }

    private delegate bool Reader<T>(JsonElement element, out T value);

    private T Setting<T>(string key, JsonValueKind kind, string wanted, Reader<T> read)
    {
        string where = $"{Path.Combine(Folder, "manifest.json")}: settings.{key}";
        if (!Manifest.Settings.TryGetValue(key, out var element))
            throw ForewarnException.Of(where, "no such key", wanted, "Export the package again.");
        return element.ValueKind == kind && read(element, out var value)
            ? value
            : throw ForewarnException.Of(where, element.GetRawText(), wanted, "Export the package again.");
    }

    private static IReadOnlyDictionary<string, ChannelStats> ReadStats(string folder, ModelManifest manifest)
    {
        string path = Path.Combine(folder, "stats.json");
        byte[] json = PackageFile.Read(folder, "stats.json");
        PackageCheck.Hash(path, json, manifest.StatsSha256, "statsSha256");
        return ManifestJson.ReadStats(json, path);
    }
}
