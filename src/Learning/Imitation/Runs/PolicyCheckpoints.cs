using System.Globalization;
using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation.Runs;

/// <summary>
/// What a run keeps below <c>checkpoints/</c>: <c>last</c>, everything needed to go on bit-exactly, and policies alone: <c>best</c> by
/// evaluation return and <c>policy-STEPS</c>, the newest few that were evaluated. All are snapshots with the policy under <c>policy/</c>.
/// </summary>
/// <param name="keep">Numbered policies that are kept.</param>
public sealed class PolicyCheckpoints(RunFolder folder, int keep = 0)
{
    private const string Format = "forewarn-policy-run/1";

    /// <summary>The policy with the best evaluation so far.</summary>
    public string Best => Path.Combine(folder.Checkpoints, "best.safetensors");

    public string Last => folder.LastCheckpoint;

    /// <summary>Numbered policies, oldest first.</summary>
    public IReadOnlyList<string> Policies =>
        [.. Directory.GetFiles(folder.Checkpoints, "policy-*.safetensors").Order(StringComparer.Ordinal)];

    /// <summary>Writes <c>last</c>, whole or not at all.</summary>
    /// <exception cref="ForewarnException">The disk is full.</exception>
    public void SaveLast(IPolicyLoop loop)
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("policy", loop.Policy);
        snapshot.Add("loop", loop);
        snapshot.Write(Last, Metadata(loop));
    }

    /// <summary>Writes the policy that was just evaluated.</summary>
    /// <exception cref="ForewarnException">The disk is full.</exception>
    public void SaveEvaluated(IPolicyLoop loop)
    {
        var snapshot = new SnapshotWriter();
        snapshot.Add("policy", loop.Policy);
        var metadata = Metadata(loop);
        double now = loop.Evaluations[^1].Mean;
        metadata["returns"] = string.Join(' ', loop.Evaluations[^1].Returns.Select(r => r.ToString("R", CultureInfo.InvariantCulture)));
        if (loop.Evaluations.SkipLast(1).All(e => e.Mean < now)) snapshot.Write(Best, metadata);
        if (keep == 0) return;
        snapshot.Write(Path.Combine(folder.Checkpoints, $"policy-{loop.Steps:D9}.safetensors"), metadata);
        foreach (string old in Policies.SkipLast(keep)) File.Delete(old);
    }

    /// <summary>Brings a loop of the same settings to where <c>last</c> was written.</summary>
    /// <exception cref="ForewarnException">No checkpoint, a damaged one, or one of other settings.</exception>
    public void Restore(IPolicyLoop loop)
    {
        if (!File.Exists(Last))
            throw ForewarnException.Of($"run '{folder.Path}'", "no checkpoint", "a run that got as far as its first one",
                "Start it afresh, in a new folder.", ExitCode.Usage);
        using var snapshot = SnapshotReader.Open(Last);
        Require("format", Format);
        Require("seed", $"{loop.Seed}");
        snapshot.Restore("loop", loop);

        void Require(string key, string wanted)
        {
            string found = snapshot.Metadata.GetValueOrDefault(key) ?? "none";
            if (found != wanted)
                throw ForewarnException.Of($"{key} of '{Last}'", found, wanted, "Resume with the run's own settings.", ExitCode.Usage);
        }
    }

    /// <summary>Reads a policy from any of the files.</summary>
    /// <exception cref="ForewarnException">The file is missing, damaged, or of a policy of another size.</exception>
    public static void Load(string path, IStatePolicy policy)
    {
        using var snapshot = SnapshotReader.Open(path);
        snapshot.Restore("policy", policy);
    }

    /// <summary>Task returns of the evaluation that the policy of a file was kept for; empty where it was not judged by itself.</summary>
    /// <exception cref="ForewarnException">The file is missing or damaged.</exception>
    public static IReadOnlyList<double> ReturnsOf(string path)
    {
        using var snapshot = SnapshotReader.Open(path);
        string words = snapshot.Metadata.GetValueOrDefault("returns") ?? "";
        return [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    private static Dictionary<string, string> Metadata(IPolicyLoop loop) => new()
    {
        ["format"] = Format,
        ["steps"] = loop.Steps.ToString(CultureInfo.InvariantCulture),
        ["seed"] = loop.Seed.ToString(CultureInfo.InvariantCulture),
    };
}
