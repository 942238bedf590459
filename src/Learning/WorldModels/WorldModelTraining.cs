using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Episodes;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>Trains a world model from recorded episodes into a run folder, and loads one from there.</summary>
public static class WorldModelTraining
{
    private const string SizesFile = "rssm.json";

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Optimizer settings measured to work at <c>px32</c> and <c>px64</c>.</summary>
    public static TrainingOptions Defaults { get; } = new()
    {
        Steps = 8000, LearningRate = 8e-4, WarmupSteps = 100, HoldFraction = 0.35, FinalFraction = 0.02, ClipNorm = 100,
        Epsilon = 1e-6, EmaDecay = 0.995, LogEvery = 50, EvaluateEvery = 1000, CheckpointEvery = 500,
        KeepCheckpoints = 1,
    };

    /// <summary>
    /// Trains, or with <paramref name="resume"/> goes on in the same folder with the sizes stored there.
    /// </summary>
    /// <param name="stores">Data sets of one task, used one after the other; the order is part of the split.</param>
    /// <exception cref="ForewarnException">Bad options or data, a diverged loss, or a full disk.</exception>
    public static TrainingResult Run(
        RssmOptions sizes, WorldModelOptions options, TrainingOptions training, IReadOnlyList<EpisodeStore> stores,
        RunFolder folder, IProgress<TrainingProgress>? progress = null, bool resume = false, TimeProvider? time = null,
        CancellationToken cancel = default)
    {
        set_num_threads(training.Threads);
        if (resume) sizes = ReadSizes(folder);
        using var episodes = EpisodeTensors.Load(stores, sizes);
        var statistics = episodes.Statistics(sizes, EpisodeSplit.Training(episodes.Count));
        using var model = new Rssm(sizes, statistics, new SeedStreams(training.Seed).Stream("weights"));
        if (!resume)
        {
            folder.WriteConfig(("model", sizes), ("world_model", options), ("training", training),
                ("data", new { Folders = stores.Select(s => s.Folder), Sha256 = stores.Select(s => s.Sha256) }));
            AtomicFile.WriteText(folder.File(SizesFile), JsonSerializer.Serialize(sizes, Json));
        }
        using var task = new WorldModelTask(model, options, episodes);
        return new TrainingRun(training, folder, progress, time).Run(task, resume, cancel);
    }

    /// <summary>The model of a run folder with the weights of a checkpoint (the last one by default).</summary>
    /// <exception cref="ForewarnException">The folder holds no world-model run.</exception>
    public static Rssm Load(RunFolder folder, string? checkpoint = null)
    {
        var sizes = ReadSizes(folder);
        var model = new Rssm(sizes, InputStatistics.Neutral(sizes), new SeedStreams(0).Stream("weights"));
        Checkpoint.LoadWeights(checkpoint ?? folder.LastCheckpoint, model.Parameters);
        return model;
    }

    private static RssmOptions ReadSizes(RunFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RssmOptions>(File.ReadAllText(folder.File(SizesFile)), Json)!;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw ForewarnException.Of($"run folder '{folder.Path}'", $"no readable {SizesFile}", "a world-model run",
                "Name the folder of such a run.", ExitCode.Usage, e);
        }
    }
}
