using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Reachability.Transfer;

/// <summary>A signature as JSON: the names of <see cref="DynamicsSignature"/> in camel case, intervals as <c>{"low": -1, "high": 1}</c>.</summary>
public static class SignatureFile
{
    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        IgnoreReadOnlyProperties = true,
    };

    public static void Write(string path, DynamicsSignature signature) =>
        AtomicFile.WriteText(path, Text(signature) + "\n");

    /// <summary>The JSON by itself, for files that hold more.</summary>
    public static string Text(DynamicsSignature signature) => JsonSerializer.Serialize(signature, Form);

    /// <exception cref="ForewarnException">The file cannot be read, a key is missing or unknown, or a number makes no sense.</exception>
    public static DynamicsSignature Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, fault);
        }
    }

    /// <summary>A signature from its JSON.</summary>
    /// <param name="source">Names the file in messages.</param>
    /// <exception cref="ForewarnException">A key is missing or unknown, or a number makes no sense.</exception>
    public static DynamicsSignature Parse(string text, string source)
    {
        try
        {
            var signature = JsonSerializer.Deserialize<DynamicsSignature>(text, Form) ?? throw new JsonException("It is null.");
            signature.Validate();
            return signature;
        }
        catch (JsonException fault)
        {
            throw Bad(source, fault);
        }
    }

    private static ForewarnException Bad(string source, Exception fault) => ForewarnException.Of($"signature '{source}'", fault.Message.TrimEnd('.'),
        "JSON with system, states, controls, disturbances, parameters, periodSeconds, latencySeconds and margin",
        "Correct the file; reach transfer --help shows one.", ExitCode.Usage, fault);
}
