using Forewarn.Messages;
using Forewarn.Messages.SensorMsgs;
using Forewarn.Recording;
using Microsoft.Data.Sqlite;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.EndToEnd.Tests;

/// <summary>
/// A recording of the same robot as another program would have made it: rosbag2's sqlite3 layout of Humble, other topics,
/// other names of joints in another order, BGR pictures with padded rows, and no message of ours.
/// </summary>
internal static class ForeignBag
{
    public static void Write(string from, string file, string wish)
    {
        using var bag = BagReader.Open(from);
        using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        database.Open();
        Execute(database, """
            CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, serialization_format TEXT NOT NULL, offered_qos_profiles TEXT NOT NULL);
            CREATE TABLE messages(id INTEGER PRIMARY KEY, topic_id INTEGER NOT NULL, timestamp INTEGER NOT NULL, data BLOB NOT NULL);
            CREATE INDEX timestamp_idx ON messages (timestamp ASC);
            INSERT INTO topics VALUES
              (1, '/robot/joints', 'sensor_msgs/msg/JointState', 'cdr', ''), (2, '/cam0/raw', 'sensor_msgs/msg/Image', 'cdr', ''),
              (3, '/cam1/raw', 'sensor_msgs/msg/Image', 'cdr', ''), (4, '/operator/says', 'std_msgs/msg/String', 'cdr', '');
            """);
        using var transaction = database.BeginTransaction();
        bool isAsked = false;
        foreach (BagMessage message in bag.Messages())
        {
            if (message.Topic.Name == "/joint_states") Add(1, message.LogTime, Joints(Read<JointState>(message)));
            else if (message.Topic.Name == "/front/image_raw") Add(2, message.LogTime, Picture(Read<Image>(message)));
            else if (message.Topic.Name == "/wrist/image_raw") Add(3, message.LogTime, Picture(Read<Image>(message)));
            else continue;
            if (isAsked || message.Topic.Name != "/wrist/image_raw") continue;
            Add(4, message.LogTime + 1, Bytes(new Text { Data = wish }));
            isAsked = true;
        }
        transaction.Commit();

        void Add(int topic, long time, byte[] data)
        {
            using var insert = database.CreateCommand();
            insert.CommandText = "INSERT INTO messages(topic_id, timestamp, data) VALUES ($topic, $time, $data)";
            insert.Parameters.AddWithValue("$topic", topic);
            insert.Parameters.AddWithValue("$time", time);
            insert.Parameters.AddWithValue("$data", data);
            insert.ExecuteNonQuery();
        }
    }

    public const string Map = """
        joint_states: /robot/joints
        cameras: { front: /cam0/raw, wrist: /cam1/raw }
        joints: { a1: joint1, a2: joint2, a3: joint3, a4: joint4, a5: joint5, a6: joint6, a7: joint7, gripper: finger_joint }
        wish: /operator/says
        every: 0
        """;

    private static byte[] Joints(JointState sensed)
    {
        int[] order = [7, 6, 5, 4, 3, 2, 1, 0];
        var foreign = new JointState();
        foreign.Name.Set([.. order.Select(j => j == 7 ? "gripper" : $"a{j + 1}")]);
        foreign.Position.Set([.. order.Select(j => sensed.Position[j])]);
        foreign.Velocity.Set([.. order.Select(j => sensed.Velocity[j])]);
        return Bytes(foreign);
    }

    private static byte[] Picture(Image seen)
    {
        int width = (int)seen.Width, step = 3 * width + 5;
        var data = new byte[step * seen.Height];
        for (int y = 0; y < seen.Height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++) data[y * step + 3 * x + 2 - c] = seen.Data[(y * width + x) * 3 + c];
        var foreign = new Image { Height = seen.Height, Width = seen.Width, Step = (uint)step, Encoding = "bgr8" };
        foreign.Data.Set(data);
        return Bytes(foreign);
    }

    private static T Read<T>(BagMessage message) where T : class, IRosMessage<T>, new()
    {
        var read = new T();
        var reader = new CdrReader(message.Data.Span);
        read.ReadFrom(ref reader);
        return read;
    }

    private static byte[] Bytes<T>(T message) where T : class, IRosMessage<T>, new()
    {
        var writer = new CdrWriter();
        message.WriteTo(writer);
        return writer.Bytes.ToArray();
    }

    private static void Execute(SqliteConnection database, string text)
    {
        using var command = database.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
