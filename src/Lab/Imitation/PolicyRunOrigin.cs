using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Imitation;

/// <summary>What a policy was trained from, kept in its run folder as <c>search.json</c>; the numbers are in <c>config.yaml</c>.</summary>
/// <param name="Method">Word after <c>train</c>.</param>
/// <param name="Environment">Name of the task.</param>
internal sealed record PolicyRunOrigin(string Method, string Environment, TrainingProvenance Provenance)
{
    public const string Name = "search.json";
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>How the learner differs from the expert.</summary>
    public IReadOnlyList<string> Misspecify { get; init; } = [];

    /// <summary>What is imitated.</summary>
    public DataFile? Expert { get; init; }

    /// <summary>Where resets are drawn from.</summary>
    public DataFile? Offline { get; init; }

    /// <summary>The policy that DAgger asks: a run, a checkpoint or a script.</summary>
    public string? Teacher { get; init; }

    /// <summary>The run whose learned reward EvIL shapes.</summary>
    public string? Reward { get; init; }

    /// <exception cref="ForewarnException">The folder holds no policy training, or a damaged one.</exception>
    public static PolicyRunOrigin Read(RunFolder folder)
    {
        string path = folder.File(Name);
        if (!File.Exists(path))
            throw ForewarnException.Of($"run '{folder.Path}'", $"no {Name}", "the folder of a policy training", "Look under runs/.", ExitCode.Usage);
        try
        {
            return JsonSerializer.Deserialize<PolicyRunOrigin>(File.ReadAllText(path), Form)!;
        }
        catch (JsonException fault)
        {
            throw ForewarnException.Of($"'{path}'", "text that describes no policy training", "the file as it was written", "Start a new run.",
                ExitCode.Usage, fault);
        }
    }

    public void Write(RunFolder folder) => AtomicFile.WriteText(folder.File(Name), JsonSerializer.Serialize(this, Form) + "\n");
}
