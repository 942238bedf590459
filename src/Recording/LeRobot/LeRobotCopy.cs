using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>Copies some episodes of a data set into a new one; numbers and timestamps are given anew, pictures stay as they are.</summary>
public static class LeRobotCopy
{
    /// <param name="from">Source.</param>
    /// <param name="folder">New folder.</param>
    /// <param name="positions">Positions in the source's episodes, in the order of the copy.</param>
    /// <param name="progress">Receives episodes done and wanted.</param>
    /// <exception cref="ForewarnException">The source is damaged or the new folder cannot be written.</exception>
    public static void Run(
        LeRobotReader from, string folder, IReadOnlyList<int> positions, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        string[] indexes = [.. LeRobotFeature.Indexes.Select(f => f.Name)];
        LeRobotFeature[] features = [.. from.Readable.Where(f => !indexes.Contains(f.Name))];
        using var writer = new LeRobotWriter(folder, new(from.Info.Fps, features)
        {
            RobotType = from.Info.RobotType, ChunksSize = from.Info.ChunksSize, DataFilesSizeInMb = from.Info.DataFilesSizeInMb,
        });
        for (int i = 0; i < positions.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var episode = from.ReadEpisode(positions[i]);
            string[] tasks = from.TasksOf(episode);
            for (int frame = 0; frame < episode.Length; frame++)
                writer.AddFrame(tasks[frame], features.ToDictionary(f => f.Name, f => Values(episode[f.Name], frame)));
            writer.CloseEpisode();
            progress?.Invoke(i + 1, positions.Count);
        }
        writer.Complete();
    }

    private static Array Values(LeRobotColumn column, int frame) =>
        column.Feature.IsImage ? column.As<byte[]>()[frame] : column.Slice(frame, 1).Values;
}
