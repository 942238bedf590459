using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forewarn.Core;

/// <summary>How <c>manifest.json</c> and <c>stats.json</c> are written and read, once for both sides.</summary>
public static class ManifestJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static byte[] Write(ModelManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Options);

    public static byte[] Write(IReadOnlyDictionary<string, ChannelStats> stats) =>
        JsonSerializer.SerializeToUtf8Bytes(stats.OrderBy(p => p.Key, StringComparer.Ordinal).ToDictionary(), Options);

    /// <param name="where">Path of the file, for messages.</param>
    /// <exception cref="ForewarnException">Not JSON, another format, or a key is missing or wrong.</exception>
    public static ModelManifest ReadManifest(ReadOnlySpan<byte> json, string where)
    {
        var format = Parse<FormatOnly>(json, where).Format;
        if (format == null)
            throw Missing(where, "format", $"\"{ModelManifest.CurrentFormat}\"");
        if (format != ModelManifest.CurrentFormat)
            throw ForewarnException.Of($"{where}: format", $"'{format}'", $"'{ModelManifest.CurrentFormat}'",
                "The package was made for another version: update Forewarn or export the package again.");
        return Parse<ModelManifest>(json, where);
    }

    /// <summary>Per name the mean and standard deviation of every channel; all finite, deviations positive.</summary>
    /// <exception cref="ForewarnException">Not JSON, or a key is missing or wrong.</exception>
    public static IReadOnlyDictionary<string, ChannelStats> ReadStats(ReadOnlySpan<byte> json, string where)
    {
        var stats = Parse<Dictionary<string, ChannelStats>>(json, where);
        foreach (var (name, channel) in stats)
        {
            if (channel is null)
                throw ForewarnException.Of($"{where}: {name}", "null", "mean and std", "Export the package again.");
            if (channel.Mean.Length != channel.Std.Length)
                throw ForewarnException.Of($"{where}: {name}",
                    $"{channel.Mean.Length} means and {channel.Std.Length} deviations", "as many of one as of the other",
                    "Export the package again.");
            if (Shape.FirstNonFinite(channel.Mean) >= 0 || channel.Std.Any(s => !float.IsFinite(s) || s <= 0))
                throw ForewarnException.Of($"{where}: {name}",
                    "a value that is not finite or a deviation that is not positive", "finite means and positive deviations",
                    "Export the package again.");
        }
        return stats;
    }

    private static T Parse<T>(ReadOnlySpan<byte> json, string where) =>
        JsonText.Parse<T>(json, where, Options, "Copy or export the package again.");

    private static ForewarnException Missing(string where, string key, string wanted) =>
        ForewarnException.Of(
            $"{where}: {key}", "no such key", wanted, "Is this a model package? Export it again.", ExitCode.Usage);

    private sealed record FormatOnly
    {
        public string? Format { get; init; }
    }
}
