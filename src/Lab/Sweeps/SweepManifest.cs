using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Lab.Sweeps;

/// <summary>The state of a sweep, <c>sweep.json</c> in its folder: written anew, whole, whenever a point changes.</summary>
/// <param name="Command">Training command without values and seed.</param>
/// <param name="Points">Also those of earlier calls with other values or seeds.</param>
internal sealed record SweepManifest(string Command, IReadOnlyList<PointRecord> Points)
{
    public const string FileName = "sweep.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The manifest in a folder with the points of a plan added; a new one where there is none.</summary>
    /// <exception cref="ForewarnException">The folder holds a sweep of another command, or a damaged manifest.</exception>
    public static SweepManifest Open(string folder, SweepPlan plan)
    {
        var earlier = Read(folder);
        if (earlier is not null && earlier.Command != plan.Command)
            throw ForewarnException.Of($"sweep '{folder}'", $"one of '{earlier.Command}'", $"one of '{plan.Command}'",
                "Choose another folder.", ExitCode.Usage);
        var known = (earlier?.Points ?? []).ToDictionary(p => p.Folder);
        foreach (var point in plan.Points) known.TryAdd(point.Folder, new(point.Label, point.Seed, point.Folder, PointState.Waiting));
        return new(plan.Command, [.. known.Values]);
    }

    public PointRecord this[SweepPoint point] => Points.Single(p => p.Folder == point.Folder);

    public SweepManifest With(PointRecord changed) =>
        this with { Points = [.. Points.Select(p => p.Folder == changed.Folder ? changed : p)] };

    public void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Form) + "\n");

    private static SweepManifest? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<SweepManifest>(File.ReadAllText(path), Form);
        }
        catch (JsonException fault)
        {
            throw ForewarnException.Of($"'{path}'", "text that is no sweep", "the file as it was written", "Choose another folder.",
                ExitCode.Usage, fault);
        }
    }
}
