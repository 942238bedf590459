using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>Statistics of a whole data set, read from its frames.</summary>
public static class LeRobotDataSetStatistics
{
    /// <param name="reader">The data set.</param>
    /// <param name="progress">Receives episodes done and wanted.</param>
    /// <param name="cancel">Stops between episodes.</param>
    /// <returns>By feature, for all features that have statistics.</returns>
    /// <exception cref="ForewarnException">The data set is empty or damaged.</exception>
    public static IReadOnlyDictionary<string, LeRobotStatistics> Compute(
        LeRobotReader reader, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        if (reader.Episodes.Count == 0)
            throw ForewarnException.Of($"data set '{reader.Folder}'", "no episodes", "at least one", "Record or convert some.", ExitCode.Usage);
        var gathered = reader.Readable.Where(StatisticsAccumulator.Describes).ToDictionary(f => f.Name, f => new StatisticsAccumulator(f));
        for (int i = 0; i < reader.Episodes.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var episode = reader.ReadEpisode(i, gathered.Keys);
            foreach (var (name, accumulator) in gathered) accumulator.Add(episode[name]);
            progress?.Invoke(i + 1, reader.Episodes.Count);
        }
        return gathered.ToDictionary(g => g.Key, g => g.Value.Result());
    }
}
