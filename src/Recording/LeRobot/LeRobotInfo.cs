using System.Text.Json.Nodes;

namespace Forewarn.Recording.LeRobot;

/// <summary><c>meta/info.json</c>: what a data set holds and where.</summary>
public sealed record LeRobotInfo
{
    public const string Version = "v3.0";

    public const string DefaultDataPath = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";

    /// <summary>Frames per second: the timestamp of frame <c>i</c> is <c>i / Fps</c>.</summary>
    public required int Fps { get; init; }

    /// <summary>All columns, the five index columns included.</summary>
    public required IReadOnlyList<LeRobotFeature> Features { get; init; }

    public string? RobotType { get; init; }

    public long TotalEpisodes { get; init; }

    public long TotalFrames { get; init; }

    public long TotalTasks { get; init; }

    /// <summary>Most files in one chunk folder.</summary>
    public int ChunksSize { get; init; } = 1000;

    /// <summary>A data file is closed before it grows beyond this many MiB.</summary>
    public int DataFilesSizeInMb { get; init; } = 100;

    /// <summary>Template of the data files' paths.</summary>
    public string DataPath { get; init; } = DefaultDataPath;

    public string? VideoPath { get; init; }

    /// <summary>Features whose values are in the parquet files.</summary>
    public IEnumerable<LeRobotFeature> Stored => Features.Where(f => !f.IsVideo);

    public LeRobotFeature? Find(string name) => Features.FirstOrDefault(f => f.Name == name);

    /// <summary>The path of a data file below the data set's folder.</summary>
    public string DataFile(int chunk, int file) => LeRobotLayout.Expand(DataPath, chunk, file);

    internal JsonObject ToJson() => new()
    {
        ["codebase_version"] = Version,
        ["robot_type"] = RobotType,
        ["total_episodes"] = TotalEpisodes,
        ["total_frames"] = TotalFrames,
        ["total_tasks"] = TotalTasks,
        ["chunks_size"] = ChunksSize,
        ["data_files_size_in_mb"] = DataFilesSizeInMb,
        ["video_files_size_in_mb"] = 200,
        ["fps"] = Fps,
        ["splits"] = new JsonObject { ["train"] = $"0:{TotalEpisodes}" },
        ["data_path"] = DataPath,
        ["video_path"] = VideoPath,
        ["features"] = new JsonObject(Features.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, new JsonObject
        {
            ["dtype"] = f.Dtype,
            ["shape"] = new JsonArray([.. f.Shape.Select(d => (JsonNode?)JsonValue.Create(d))]),
            ["names"] = f.Names?.DeepClone(),
        }))),
    };
}
