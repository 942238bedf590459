using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.LeRobot;

/// <summary>Frames of one data file. Of each column the row group read last is kept, so reading in order decodes once.</summary>
internal sealed class DataFileReader : IDisposable
{
    private readonly ParquetTableReader _table;
    private readonly long[] _starts;
    private readonly Dictionary<string, (int Group, Array Values)> _decoded = [];

    public DataFileReader(string path)
    {
        (Path, _table) = (path, ParquetTableReader.Open(path));
        _starts = new long[_table.Groups + 1];
        for (int group = 0; group < _table.Groups; group++) _starts[group + 1] = _starts[group] + _table.Rows(group);
    }

    public string Path { get; }

    /// <summary>Frames of the file, as its footer says.</summary>
    public long Rows => _starts[^1];

    public bool Has(string column) => _table.Has(column);

    public IReadOnlyCollection<string> Columns => _table.Columns;

    /// <param name="feature">A stored feature.</param>
    /// <param name="first">First row in this file.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="Core.ForewarnException">The rows are not there, or the column is damaged.</exception>
    public LeRobotColumn Read(LeRobotFeature feature, long first, int count)
    {
        if (first < 0 || first + count > Rows)
            throw LeRobotFaults.Damaged(Path, $"{Rows} rows", $"rows {first} to {first + count - 1} of an episode");
        var parts = new List<LeRobotColumn>();
        for (int group = GroupOf(first); count > 0; group++)
        {
            int from = (int)(first - _starts[group]), taken = (int)Math.Min(count, _starts[group + 1] - first);
            if (taken > 0) parts.Add(new LeRobotColumn(feature, Decode(feature, group)).Slice(from, taken));
            (first, count) = (first + taken, count - taken);
        }
        return parts.Count == 1 ? parts[0] : Join(feature, parts);
    }

    public void Dispose() => _table.Dispose();

    private int GroupOf(long row)
    {
        int found = Array.BinarySearch(_starts, row);
        if (found < 0) return ~found - 1;
        while (found + 1 < _starts.Length && _starts[found + 1] == row) found++; // empty groups
        return found;
    }

    private Array Decode(LeRobotFeature feature, int group)
    {
        if (_decoded.TryGetValue(feature.Name, out var kept) && kept.Group == group) return kept.Values;
        _decoded.Remove(feature.Name);
        var values = _table.Read(group, TableColumn.Of(feature));
        _decoded[feature.Name] = (group, values);
        return values;
    }

    private static LeRobotColumn Join(LeRobotFeature feature, List<LeRobotColumn> parts)
    {
        var joined = Array.CreateInstance(feature.ElementType!, parts.Sum(p => p.Values.Length));
        int at = 0;
        foreach (var part in parts)
        {
            Array.Copy(part.Values, 0, joined, at, part.Values.Length);
            at += part.Values.Length;
        }
        return new(feature, joined);
    }
}
