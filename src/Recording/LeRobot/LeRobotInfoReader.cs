using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>Reads <c>meta/info.json</c> and refuses what is not version 3.0.</summary>
internal static class LeRobotInfoReader
{
    private const long MostBytes = 16 << 20;
    private const int MostValues = 1 << 24;

    public static LeRobotInfo Read(string folder)
    {
        string path = Path.Combine(folder, LeRobotLayout.Info);
        if (!File.Exists(path))
            throw LeRobotFaults.Wrong($"data set '{folder}'", $"no {LeRobotLayout.Info}", "a LeRobot data set", "Name the folder that holds meta/ and data/.");
        try
        {
            if (new FileInfo(path).Length > MostBytes) throw LeRobotFaults.Damaged(path, "more than 16 MiB", "a description");
            var root = JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException("not an object");
            RequireVersion(folder, root["codebase_version"]?.GetValue<string>());
            var info = new LeRobotInfo
            {
                Fps = Require<int>(root, "fps"),
                Features = [.. (root["features"] as JsonObject ?? throw new KeyNotFoundException("no features")).Select(Feature)],
                RobotType = root["robot_type"]?.GetValue<string>(),
                TotalEpisodes = Require<long>(root, "total_episodes"),
                TotalFrames = Require<long>(root, "total_frames"),
                TotalTasks = root["total_tasks"]?.GetValue<long>() ?? 0,
                ChunksSize = root["chunks_size"]?.GetValue<int>() ?? 1000,
                DataFilesSizeInMb = root["data_files_size_in_mb"]?.GetValue<int>() ?? 100,
                DataPath = root["data_path"]?.GetValue<string>() ?? LeRobotInfo.DefaultDataPath,
                VideoPath = root["video_path"]?.GetValue<string>(),
            };
            return RequireSound(path, info);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or FormatException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            throw LeRobotFaults.Damaged(path, $"an unreadable description ({fault.Message.TrimEnd('.')})",
                "fps, features, total_episodes and total_frames as LeRobot v3.0 has them", fault);
        }
    }

    private static LeRobotInfo RequireSound(string path, LeRobotInfo info)
    {
        if (info.Fps <= 0) throw LeRobotFaults.Damaged(path, $"{info.Fps} fps", "a positive number");
        if (info.ChunksSize <= 0 || info.DataFilesSizeInMb <= 0)
            throw LeRobotFaults.Damaged(path, $"chunks_size {info.ChunksSize}, data_files_size_in_mb {info.DataFilesSizeInMb}", "positive numbers");
        if (!LeRobotLayout.IsSafe(info.DataPath))
            throw LeRobotFaults.Damaged(path, $"data_path '{info.DataPath}'", $"a path like '{LeRobotInfo.DefaultDataPath}'");
        foreach (var feature in LeRobotFeature.Indexes)
        {
            if (info.Find(feature.Name) is not { } found || found.Dtype != feature.Dtype || found.Width != 1)
                throw LeRobotFaults.Damaged(path, $"no feature '{feature.Name}' of dtype {feature.Dtype} and shape [1]", "the five index columns");
        }
        return info;
    }

    private static LeRobotFeature Feature(KeyValuePair<string, JsonNode?> entry)
    {
        var value = entry.Value as JsonObject ?? throw new JsonException($"feature '{entry.Key}' is no object");
        int[] shape = [.. (value["shape"] as JsonArray ?? throw new KeyNotFoundException($"feature '{entry.Key}' has no shape"))
            .Select(d => d?.GetValue<int>() ?? throw new JsonException($"feature '{entry.Key}' has no shape"))];
        if (shape.Any(d => d < 1) || shape.Aggregate(1L, (a, b) => Math.Min(a * b, long.MaxValue >> 32)) > MostValues)
            throw new JsonException($"feature '{entry.Key}' has the shape [{string.Join(", ", shape)}]");
        return new(entry.Key, Require<string>(value, "dtype"), shape, value["names"]?.DeepClone());
    }

    private static T Require<T>(JsonObject json, string key) =>
        json[key] is { } node ? node.GetValue<T>() : throw new KeyNotFoundException($"no {key}");

    private static void RequireVersion(string folder, string? version)
    {
        if (version is not null && (version == LeRobotInfo.Version || version.StartsWith("v3.", StringComparison.Ordinal))) return;
        string fix = version?.StartsWith("v2.", StringComparison.Ordinal) == true
            ? "Convert it with LeRobot's own program: python -m lerobot.scripts.convert_dataset_v21_to_v30 --repo-id=USER/DATASET --root=FOLDER --push-to-hub=false."
            : "Write it again with a LeRobot that writes v3.0.";
        throw LeRobotFaults.Wrong($"data set '{folder}'", $"version {version ?? "unknown"}", LeRobotInfo.Version, fix);
    }
}
