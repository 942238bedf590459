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
        AtomicFile.WriteText(path, JsonSerializer.Serialize(signature, Form) + "\n");

    /// <exception cref="ForewarnException">The file cannot be read, a key is missing or unknown, or a number makes no sense.</exception>
    public static DynamicsSignature Read(string path)
    {
        try
        {
            var signature = JsonSerializer.Deserialize<DynamicsSignature>(File.ReadAllText(path), Form)
                ?? throw new JsonException("It is null.");
            signature.Validate();
            return signature;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of($"signature '{path}'", fault.Message.TrimEnd('.'),
                "JSON with system, states, controls, disturbances, parameters, periodSeconds, latencySeconds and margin",
                "Correct the file; reach transfer --help shows one.", ExitCode.Usage, fault);
        }
    }
}
