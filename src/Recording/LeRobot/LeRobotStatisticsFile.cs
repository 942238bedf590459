using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>Writes the JSON files of <c>meta/</c> as LeRobot does: indented by four, text as it is.</summary>
public static class LeRobotStatisticsFile
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        IndentSize = 4,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Replaces <c>meta/stats.json</c> of a data set, whole or not at all.</summary>
    /// <exception cref="ForewarnException">The place cannot be written, or a figure is no number that JSON can hold.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, LeRobotStatistics> statistics)
    {
        foreach (var (name, figures) in statistics)
        {
            if (figures.Figures.Any(f => !f.Values.All(double.IsFinite)))
                throw ForewarnException.Of($"statistics of '{name}'", "a figure that is not finite", "numbers",
                    "Find the frames with `forewarn data check` and repair them.");
        }
        WriteJson(Path.Combine(folder, LeRobotLayout.Stats),
            new JsonObject(statistics.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value.ToJson()))));
    }

    internal static void WriteJson(string path, JsonObject json) => AtomicFile.WriteText(path, json.ToJsonString(Form) + "\n");
}
