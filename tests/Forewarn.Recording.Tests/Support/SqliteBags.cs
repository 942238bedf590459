using Microsoft.Data.Sqlite;

namespace Forewarn.Recording.Tests;

/// <summary>Writes sqlite3 bags in the layouts of rosbag2's releases.</summary>
internal static class SqliteBags
{
    /// <param name="layout">eloquent (no quality of service), humble (no hashes), or jazzy.</param>
    public static void Write(string path, string layout, int first, int count, bool wal = false)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        if (wal) Run(connection, "PRAGMA journal_mode=WAL");
        Run(connection, "PRAGMA synchronous=OFF");
        Run(connection, "BEGIN");
        Run(connection, "CREATE TABLE messages(id INTEGER PRIMARY KEY, topic_id INTEGER NOT NULL, timestamp INTEGER NOT NULL, data BLOB NOT NULL)");
        Run(connection, "CREATE INDEX timestamp_idx ON messages (timestamp ASC)");
        string more = layout switch
        {
            "eloquent" => "",
            "humble" => ", offered_qos_profiles TEXT NOT NULL",
            _ => ", offered_qos_profiles TEXT NOT NULL, type_description_hash TEXT NOT NULL",
        };
        Run(connection, $"""
            CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, serialization_format TEXT NOT NULL{more})
            """);
        if (layout == "jazzy")
        {
            Run(connection, "CREATE TABLE schema(schema_version INTEGER PRIMARY KEY, ros_distro TEXT NOT NULL)");
            Run(connection, "CREATE TABLE metadata(id INTEGER PRIMARY KEY, metadata_version INTEGER NOT NULL, metadata TEXT NOT NULL)");
            Run(connection, "INSERT INTO metadata(metadata_version, metadata) VALUES (9, 'version: 9')");
            Run(connection, """
                CREATE TABLE message_definitions(id INTEGER PRIMARY KEY, topic_type TEXT NOT NULL, encoding TEXT NOT NULL,
                encoded_message_definition TEXT NOT NULL, type_description_hash TEXT NOT NULL)
                """);
        }

        for (int id = 1; id <= Samples.All.Count; id++)
        {
            var topic = Samples.All[id - 1];
            object[] values = [id, topic.Name, topic.Type.Name, "cdr", QosText.Of(topic.Qos), topic.Type.Hash];
            int used = layout switch { "eloquent" => 4, "humble" => 5, _ => 6 };
            Run(connection, $"INSERT INTO topics VALUES ({string.Join(',', Enumerable.Range(0, used).Select(i => $"${i}"))})", values[..used]);
            if (layout != "jazzy") continue;
            Run(connection, "INSERT INTO message_definitions VALUES ($0, $1, 'ros2msg', $2, $3)",
                id, topic.Type.Name, topic.Type.Definition, topic.Type.Hash);
        }

        int number = 0;
        foreach (var (topic, log, _, data) in Samples.Run(first + count).Skip(first))
            Run(connection, "INSERT INTO messages VALUES ($0, $1, $2, $3)", ++number, Samples.All.ToList().IndexOf(topic) + 1, log, data);
        Run(connection, "COMMIT");
    }

    public static void Change(string path, string statements)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, statements);
    }

    private static void Run(SqliteConnection connection, string text, params object[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i]);
        command.ExecuteNonQuery();
    }
}
