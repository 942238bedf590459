using System.Text.Json.Nodes;
using Forewarn.Recording.LeRobot.Tables;

namespace Forewarn.Recording.LeRobot;

/// <summary><c>meta/tasks.parquet</c>: the texts of all tasks, numbered as they first occur.</summary>
internal sealed class TaskTable
{
    private static readonly TableColumn s_index = TableColumn.Plain<long>("task_index"), s_task = TableColumn.Plain<string>("task");

    private readonly Dictionary<string, int> _indexes = [];

    public int Count => _indexes.Count;

    public int IndexOf(string task)
    {
        if (!_indexes.TryGetValue(task, out int index)) _indexes[task] = index = _indexes.Count;
        return index;
    }

    public void Write(string path)
    {
        using var table = new ParquetTableWriter(path, [s_index, s_task], new Dictionary<string, string> { ["pandas"] = PandasNote() });
        var ordered = _indexes.OrderBy(t => t.Value).ToArray();
        table.Write(Count, [ordered.Select(t => (long)t.Value).ToArray(), ordered.Select(t => t.Key).ToArray()]);
        table.Close();
    }

    /// <summary>Texts by task index.</summary>
    public static Dictionary<long, string> Read(string path)
    {
        using var table = ParquetTableReader.Open(path);
        // Older writers leave pandas' index without a name.
        var task = table.Has("task") ? s_task : TableColumn.Plain<string>("__index_level_0__");
        var tasks = new Dictionary<long, string>();
        for (int group = 0; group < table.Groups; group++)
        {
            var indexes = (long[])table.Read(group, s_index);
            var texts = (string[])table.Read(group, task);
            for (int i = 0; i < indexes.Length; i++)
            {
                if (!tasks.TryAdd(indexes[i], texts[i]))
                    throw LeRobotFaults.Damaged(path, $"task_index {indexes[i]} twice", "each once");
            }
        }
        return tasks;
    }

    // LeRobot reads the table with pandas and expects the texts to be its index.
    private static string PandasNote() => new JsonObject
    {
        ["index_columns"] = new JsonArray("task"),
        ["column_indexes"] = new JsonArray(new JsonObject
        {
            ["name"] = null, ["field_name"] = null, ["pandas_type"] = "unicode", ["numpy_type"] = "object",
            ["metadata"] = new JsonObject { ["encoding"] = "UTF-8" },
        }),
        ["columns"] = new JsonArray(PandasColumn("task_index", "int64", "int64"), PandasColumn("task", "unicode", "object")),
        ["creator"] = new JsonObject { ["library"] = "forewarn", ["version"] = "0" },
        ["pandas_version"] = "2.2.3",
    }.ToJsonString();

    private static JsonObject PandasColumn(string name, string type, string numpyType) => new()
    {
        ["name"] = name, ["field_name"] = name, ["pandas_type"] = type, ["numpy_type"] = numpyType, ["metadata"] = null,
    };
}
