using System.Text.Json;

namespace Forewarn.Core;

/// <summary>JSON that people or other programs wrote: a fault is told with its place, in words for a person.</summary>
public static class JsonText
{
    /// <param name="where">Path of the file, for messages.</param>
    /// <param name="fix">Last sentence of the message.</param>
    /// <exception cref="ForewarnException">Not JSON, or a key is missing, unknown or wrong.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, string where, JsonSerializerOptions options, string fix)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new JsonException("found null");
        }
        catch (JsonException cause)
        {
            string line = cause.LineNumber is long number ? $", line {number + 1}" : "";
            string path = cause.Path is { Length: > 1 } at ? $", at {at}" : "";
            throw new ForewarnException($"{where}{line}{path}: {Sentence<T>(cause.Message)} {fix}", ExitCode.Usage, cause);
        }
    }

    // The serializer's messages name .NET types and repeat the path; a person needs the first sentence.
    private static string Sentence<T>(string message)
    {
        int end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        string text = end < 0 ? message : message[..end];
        text = text.Replace($"JSON deserialization for type '{typeof(T).Namespace}.", "the object '", StringComparison.Ordinal);
        return text.EndsWith('.') ? text : text + ".";
    }
}
