using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.LeRobot;

/// <summary><c>meta/episodes</c>: one row for each episode, with its place, its tasks and its statistics.</summary>
internal sealed class EpisodeTable(LeRobotInfo info)
{
    private const int RowsPerGroup = 1000;

    private static readonly TableColumn s_index = TableColumn.Plain<long>("episode_index"), s_tasks = new("tasks", typeof(string[]), []),
        s_length = TableColumn.Plain<long>("length"), s_chunk = TableColumn.Plain<long>("data/chunk_index"),
        s_file = TableColumn.Plain<long>("data/file_index"), s_from = TableColumn.Plain<long>("dataset_from_index"),
        s_to = TableColumn.Plain<long>("dataset_to_index"), s_metaChunk = TableColumn.Plain<long>("meta/episodes/chunk_index"),
        s_metaFile = TableColumn.Plain<long>("meta/episodes/file_index");

    private readonly List<(LeRobotEpisodeInfo Info, IReadOnlyDictionary<string, LeRobotStatistics> Statistics)> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Frames of all episodes.</summary>
    public long Frames { get; private set; }

    public void Add(LeRobotEpisodeInfo episode, IReadOnlyDictionary<string, LeRobotStatistics> statistics)
    {
        _rows.Add((episode, statistics));
        Frames += episode.Length;
    }

    /// <summary>Writes the table; its rows stay far below the size at which it would have to be split.</summary>
    public void Write(string folder)
    {
        var described = info.Features.Where(StatisticsAccumulator.Describes).ToArray();
        string[] figures = [.. _rows[0].Statistics.Values.First().Figures.Select(f => f.Name)];
        List<TableColumn> columns = [s_index, s_tasks, s_length, s_chunk, s_file, s_from, s_to];
        foreach (var feature in described)
        {
            var shape = _rows[0].Statistics[feature.Name].Shape;
            columns.AddRange(figures.Select(f => new TableColumn($"stats/{feature.Name}/{f}", typeof(double), shape)));
            columns.Add(new($"stats/{feature.Name}/count", typeof(long), [1]));
        }
        columns.AddRange([s_metaChunk, s_metaFile]);
        using var table = new ParquetTableWriter(Path.Combine(folder, LeRobotLayout.Expand(LeRobotLayout.EpisodesPath, 0, 0)), columns);
        foreach (var part in _rows.Chunk(RowsPerGroup)) table.Write(part.Length, Values(part, described, figures.Length));
        table.Close();
    }

    private static List<Array> Values(
        (LeRobotEpisodeInfo Info, IReadOnlyDictionary<string, LeRobotStatistics> Statistics)[] rows, LeRobotFeature[] described, int figures)
    {
        List<Array> values =
        [
            Longs(e => e.Index), rows.Select(r => r.Info.Tasks.ToArray()).ToArray(), Longs(e => e.Length), Longs(e => e.ChunkIndex),
            Longs(e => e.FileIndex), Longs(e => e.FromIndex), Longs(e => e.ToIndex),
        ];
        foreach (var feature in described)
        {
            var each = rows.Select(r => r.Statistics[feature.Name]).ToArray();
            for (int f = 0; f < figures; f++) values.Add(each.SelectMany(s => s.Figures.ElementAt(f).Values).ToArray());
            values.Add(each.Select(s => s.Count).ToArray());
        }
        values.AddRange([Longs(_ => 0), Longs(_ => 0)]);
        return values;

        long[] Longs(Func<LeRobotEpisodeInfo, long> value) => [.. rows.Select(r => value(r.Info))];
    }

    /// <summary>Reads all files of the table, in the order of their names.</summary>
    /// <exception cref="Core.ForewarnException">There is none, or one is damaged.</exception>
    public static List<LeRobotEpisodeInfo> Read(string folder)
    {
        string root = Path.Combine(folder, LeRobotLayout.Episodes);
        string[] files = Directory.Exists(root) ? Directory.GetFiles(root, "*.parquet", SearchOption.AllDirectories) : [];
        if (files.Length == 0) throw LeRobotFaults.Damaged(root, "no parquet file", LeRobotLayout.EpisodesPath);
        var episodes = new List<LeRobotEpisodeInfo>();
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            using var table = ParquetTableReader.Open(file);
            for (int group = 0; group < table.Groups; group++) episodes.AddRange(Read(file, table, group));
        }
        return episodes;
    }

    private static IEnumerable<LeRobotEpisodeInfo> Read(string path, ParquetTableReader table, int group)
    {
        long[] index = Longs(s_index), length = Longs(s_length), from = Longs(s_from), to = Longs(s_to), chunk = Longs(s_chunk), file = Longs(s_file);
        var tasks = table.Has(s_tasks.Name) ? (string[][])table.Read(group, s_tasks) : [.. index.Select(_ => Array.Empty<string>())];
        for (int i = 0; i < index.Length; i++)
        {
            foreach (long value in new[] { index[i], length[i], chunk[i], file[i] })
            {
                if (value is < 0 or > int.MaxValue) throw LeRobotFaults.Damaged(path, $"{value} in row {i}", "numbers from 0 to 2147483647");
            }
            yield return new((int)index[i], tasks[i], from[i], to[i], (int)length[i], (int)chunk[i], (int)file[i]);
        }

        long[] Longs(TableColumn column) => (long[])table.Read(group, column);
    }
}
