using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Evaluation.Runs;

/// <summary>How evaluation rows and results are written: camel case, enums by name, NaN by name.</summary>
public static class EvaluationJson
{
    /// <summary>One line per value.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);

    /// <summary>For people and for version control.</summary>
    public static JsonSerializerOptions Pretty { get; } = Make(indented: true);

    /// <summary>Writes a whole file or nothing.</summary>
    /// <exception cref="ForewarnException">The file cannot be written.</exception>
    public static void Write<T>(string path, T value) => AtomicFile.WriteText(path, JsonSerializer.Serialize(value, Pretty) + "\n");

    private static JsonSerializerOptions Make(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
