using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Latent;
using Forewarn.Learning.Training;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Lab.Training;

/// <summary>Where a run comes from, kept in its folder as <c>origin.json</c> until a model package is made of it.</summary>
internal sealed record TrainingOrigin(TrainingProvenance Provenance, IReadOnlyList<string> Data, IReadOnlyList<int> Episodes)
{
    private const string Name = "origin.json";
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static TrainingOrigin Of(ParseResult line, ulong seed, IReadOnlyList<string> data, TimeProvider time)
    {
        var hashes = new List<string>();
        var episodes = new List<int>();
        foreach (string folder in data)
        {
            var (hash, count) = Identify(folder);
            hashes.Add(hash);
            episodes.Add(count);
        }

        string date = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(new TrainingProvenance(CommandText.Of(line), seed, Revision(), string.Join('+', hashes), date), data, episodes);
    }

    /// <exception cref="ForewarnException">The run was not started from the command line.</exception>
    public static TrainingOrigin Read(RunFolder folder)
    {
        string path = folder.File(Name);
        if (!File.Exists(path))
        {
            throw ForewarnException.Of(
                $"run '{folder.Path}'", $"no {Name}", "a run started with the train verb", "Name another run.", ExitCode.Usage);
        }

        return JsonSerializer.Deserialize<TrainingOrigin>(File.ReadAllText(path), Form)!;
    }

    private static (string Hash, int Count) Identify(string folder)
    {
        if (File.Exists(folder)) return (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder))), File.ReadLines(folder).Count());
        if (LeRobotReader.IsDataSet(folder))
        {
            using var reader = LeRobotReader.Open(folder);
            return (reader.Sha256(), reader.Episodes.Count);
        }

        if (LatentStates.IsDataSet(folder))
        {
            var states = LatentStates.Load(folder);
            return (states.Sha256, states.Episodes.Distinct().Count());
        }

        using var store = EpisodeStore.Open(folder);
        return (store.Sha256, store.Count);
    }

    public void Write(RunFolder folder) => AtomicFile.WriteText(folder.File(Name), JsonSerializer.Serialize(this, Form) + "\n");

    // The compiler stamps "version+revision" when it builds inside a working tree.
    internal static string Revision()
    {
        var stamp = typeof(TrainingOrigin).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return stamp?.InformationalVersion.Split('+') is [_, var revision] ? revision : "unknown";
    }
}
