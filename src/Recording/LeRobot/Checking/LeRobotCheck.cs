using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot.Checking;

/// <summary>
/// Looks at every value of a data set: descriptions, counts, indexes, timestamps, numbers, pictures. Goes on after a
/// fault wherever it can, so that one run names them all.
/// </summary>
/// <param name="folder">The data set.</param>
/// <param name="tolerance">How far a timestamp may be from <c>frame / fps</c>, s; LeRobot's own default.</param>
public sealed class LeRobotCheck(string folder, double tolerance = 1e-4)
{
    private readonly List<LeRobotFault> _faults = [];

    /// <param name="progress">Receives episodes done and wanted.</param>
    /// <param name="cancel">Stops between episodes.</param>
    /// <exception cref="ForewarnException">There is no LeRobot v3.0 data set in the folder.</exception>
    public LeRobotCheckReport Run(Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        // A folder of another kind or version is a wrong argument; a damaged one is what is to be found here.
        var info = LeRobotInfoReader.Read(folder);
        LeRobotReader reader;
        try
        {
            reader = LeRobotReader.Open(folder);
        }
        catch (ForewarnException fault)
        {
            Add(Directory.Exists(Path.Combine(folder, "meta")) ? "meta" : ".", null, null, "readable descriptions", fault.Message);
            return Report(info, 0, 0);
        }
        using (reader)
        {
            CheckDescriptions(reader);
            CheckFiles(reader);
            long frames = 0;
            for (int i = 0; i < reader.Episodes.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                var faults = new EpisodeCheck(reader, reader.Episodes[i], tolerance).Run();
                _faults.AddRange(faults);
                frames += reader.Episodes[i].Length;
                progress?.Invoke(i + 1, reader.Episodes.Count);
            }
            return Report(info, reader.Episodes.Count, frames);
        }
    }

    private LeRobotCheckReport Report(LeRobotInfo info, int episodes, long frames) =>
        new(folder, episodes, frames, _faults, [.. info.Features.Where(f => f.ElementType is null).Select(f => f.Name)]);

    private void CheckDescriptions(LeRobotReader reader)
    {
        var info = reader.Info;
        Require(LeRobotLayout.Info, null, info.TotalEpisodes, reader.Episodes.Count, "total_episodes");
        Require(LeRobotLayout.Info, null, info.TotalFrames, reader.Episodes.Sum(e => (long)e.Length), "total_frames");
        Require(LeRobotLayout.Info, null, info.TotalTasks, reader.Tasks.Count, "total_tasks");
        for (long t = 0; t < reader.Tasks.Count; t++)
        {
            if (!reader.Tasks.ContainsKey(t)) Add(LeRobotLayout.Tasks, null, t, $"task_index {t}", "none");
        }
        long next = 0;
        for (int i = 0; i < reader.Episodes.Count; i++)
        {
            var episode = reader.Episodes[i];
            Require(LeRobotLayout.Episodes, episode.Index, i, episode.Index, "episode_index");
            Require(LeRobotLayout.Episodes, episode.Index, next, episode.FromIndex, "dataset_from_index");
            Require(LeRobotLayout.Episodes, episode.Index, episode.FromIndex + episode.Length, episode.ToIndex, "dataset_to_index");
            if (episode.Length == 0) Add(LeRobotLayout.Episodes, episode.Index, null, "at least one frame", "none");
            next = episode.ToIndex;
            foreach (string task in episode.Tasks.Where(t => !reader.Tasks.Values.Contains(t)))
                Add(LeRobotLayout.Episodes, episode.Index, null, "tasks of meta/tasks.parquet", $"'{task}'");
        }
        CheckStatistics(info);
    }

    private void CheckStatistics(LeRobotInfo info)
    {
        string path = Path.Combine(folder, LeRobotLayout.Stats);
        JsonObject? stats = null;
        try
        {
            stats = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // Reported below as what it is: no statistics.
        }
        if (stats is null)
        {
            Add(LeRobotLayout.Stats, null, null, "a JSON object of statistics", "none that can be read");
            return;
        }
        foreach (var feature in info.Features.Where(StatisticsAccumulator.Describes))
        {
            string[] missing = [.. new[] { "min", "max", "mean", "std", "count" }.Where(f => (stats[feature.Name] as JsonObject)?[f] is null)];
            if (missing.Length > 0) Add(LeRobotLayout.Stats, null, null, $"{string.Join(", ", missing)} of '{feature.Name}'", "none");
        }
    }

    private void CheckFiles(LeRobotReader reader)
    {
        foreach (var place in reader.Episodes.GroupBy(e => (e.ChunkIndex, e.FileIndex)))
        {
            string name = reader.Info.DataFile(place.Key.ChunkIndex, place.Key.FileIndex);
            try
            {
                var file = reader.OpenFile(place.Key.ChunkIndex, place.Key.FileIndex);
                Require(name, null, place.Sum(e => (long)e.Length), file.Rows, "rows");
                string[] stored = [.. reader.Info.Stored.Select(f => f.Name)];
                foreach (string missing in stored.Except(file.Columns)) Add(name, null, null, $"a column '{missing}'", "none");
                foreach (string stray in file.Columns.Except(stored)) Add(name, null, null, "only columns of info.json", $"'{stray}'");
            }
            catch (ForewarnException fault)
            {
                Add(name, null, null, "a readable table", fault.Message);
            }
        }
    }

    private void Require(string file, int? episode, long expected, long got, string what)
    {
        if (expected != got) Add(file, episode, null, $"{what} {expected}", $"{got}");
    }

    private void Add(string file, int? episode, long? row, string expected, string got) => _faults.Add(new(file, episode, row, expected, got));
}
