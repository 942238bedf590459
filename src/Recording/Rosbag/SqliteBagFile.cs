using Forewarn.Core;
using Microsoft.Data.Sqlite;

namespace Forewarn.Recording;

/// <summary>
/// A sqlite3 file as part of a bag, of any layout since Foxy: columns and tables that came later may be missing. Never
/// written to, not even by SQLite itself.
/// </summary>
internal sealed class SqliteBagFile : IBagFile
{
    private readonly SqliteConnection _connection;
    private readonly List<string> _damages = [];
    private readonly Dictionary<long, BagTopic> _topics = [];

    public SqliteBagFile(string path)
    {
        // Without a log beside it nothing can change underneath; SQLite would otherwise create files beside a recording.
        bool isStill = !File.Exists(path + "-wal") || new FileInfo(path + "-wal").Length == 0;
        string uri = "file:" + Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";
        string source = isStill ? uri : path;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            if (!File.Exists(path)) throw new FileNotFoundException("no such file");
            _connection.Open();
            RequireTables();
            ReadTopics();
            (StartTime, EndTime) = Query("SELECT MIN(timestamp), MAX(timestamp) FROM messages",
                row => row.IsDBNull(0) ? (0, 0) : (row.GetInt64(0), row.GetInt64(1))).Single();
            Metadata = ReadMetadata();
        }
        catch (Exception fault) when (IsUnreadable(fault) || fault is FileNotFoundException)
        {
            _connection.Dispose();
            throw ForewarnException.Of(
                $"'{path}'", fault.Message.TrimEnd('.'), "a sqlite3 bag of rosbag2",
                "Check the path, or convert the bag with ros2 bag convert.", ExitCode.Usage, fault);
        }
    }

    public IReadOnlyList<BagTopic> Topics => [.. _topics.Values];

    public long StartTime { get; }

    public long EndTime { get; }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Metadata { get; }

    public IEnumerable<string> Damages => _damages;

    public IEnumerable<BagMessage> Messages(IReadOnlySet<string>? topics, long from, long to)
    {
        var chosen = _topics.Where(topic => topics?.Contains(topic.Value.Name) ?? true).Select(topic => topic.Key);
        using var command = Command($"""
            SELECT topic_id, timestamp, data FROM messages
            WHERE timestamp BETWEEN $from AND $to AND topic_id IN ({string.Join(',', chosen)}) ORDER BY timestamp, id
            """);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        using var rows = Try(command.ExecuteReader);
        while (rows is not null && Try<BagMessage?>(() => rows.Read() ? Message(rows) : null) is { } message) yield return message;
    }

    public BagMessage? LastBefore(string topic, long time)
    {
        long[] ids = [.. _topics.Where(known => known.Value.Name == topic).Select(known => known.Key)];
        using var command = Command($"""
            SELECT topic_id, timestamp, data FROM messages WHERE timestamp <= $time AND topic_id IN ({string.Join(',', ids)})
            ORDER BY timestamp DESC, id DESC LIMIT 1
            """);
        command.Parameters.AddWithValue("$time", time);
        using var rows = Try(command.ExecuteReader);
        return rows is null ? null : Try<BagMessage?>(() => rows.Read() ? Message(rows) : null);
    }

    public void Dispose() => _connection.Dispose();

    // A damaged database gives rows of any type.
    private static bool IsUnreadable(Exception fault) =>
        fault is SqliteException or InvalidCastException or InvalidOperationException or FormatException or OverflowException;

    private BagMessage Message(SqliteDataReader row)
    {
        long time = row.GetInt64(1);
        return new(_topics[row.GetInt64(0)], time, time, row.GetFieldValue<byte[]>(2));
    }

    private void ReadTopics()
    {
        string hash = HasColumn("topics", "type_description_hash") ? "type_description_hash" : "''";
        string qos = HasColumn("topics", "offered_qos_profiles") ? "offered_qos_profiles" : "''";
        var counts = Query(
            "SELECT topic_id, COUNT(*) FROM messages GROUP BY topic_id", row => (Id: row.GetInt64(0), Count: row.GetInt64(1)))
            .ToDictionary(row => row.Id, row => row.Count);
        var definitions = HasColumn("message_definitions", "encoded_message_definition")
            ? Query("SELECT topic_type, encoding, encoded_message_definition FROM message_definitions",
                row => (Type: row.GetString(0), Encoding: row.GetString(1), Text: row.GetString(2)))
            : [];
        foreach (var (id, topic) in Query($"SELECT id, name, type, serialization_format, {qos}, {hash} FROM topics ORDER BY id", row =>
        {
            long id = row.GetInt64(0);
            var definition = definitions.Find(one => one.Type == row.GetString(2));
            return (id, new BagTopic(
                row.GetString(1), row.GetString(2), row.GetString(3), definition.Text ?? "", definition.Encoding ?? "", row.GetString(4),
                row.GetString(5), counts.GetValueOrDefault(id)));
        })) _topics[id] = topic;
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> ReadMetadata()
    {
        if (!HasColumn("metadata", "metadata")) return [];
        var texts = Query("SELECT metadata FROM metadata ORDER BY id", row => row.GetString(0));
        if (texts.Count == 0) return [];
        return new() { ["rosbag2"] = new Dictionary<string, string> { ["serialized_metadata"] = texts[^1] } };
    }

    // A view of such a name could compute forever.
    private void RequireTables()
    {
        var tables = Query("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0));
        foreach (string table in (string[])["topics", "messages"])
            if (!tables.Contains(table)) throw new InvalidOperationException($"no table '{table}'");
        foreach (string view in Query("SELECT name FROM sqlite_master WHERE type = 'view'", row => row.GetString(0)))
            throw new InvalidOperationException($"a view, '{view}', where bags have none");
    }

    private bool HasColumn(string table, string column) =>
        Query($"SELECT name FROM pragma_table_info('{table}')", row => row.GetString(0)).Contains(column, StringComparer.Ordinal);

    private List<T> Query<T>(string text, Func<SqliteDataReader, T> read)
    {
        using var command = Command(text);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            _damages.Add(fault.Message);
            return default;
        }
    }
}
