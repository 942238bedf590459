using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forewarn.Core;

namespace Forewarn.Recording;

/// <summary>
/// One judgment between two plans, as a line of JSON. Names are those of TRL's paired data sets where it has one, so that
/// the same file is read in Python; a value that nobody knows is null.
/// </summary>
public sealed record PreferenceRecord
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public required PreferencePrompt Prompt { get; init; }

    /// <summary>SHA-256 (hex) of <see cref="Prompt"/>: pairs are comparable where it agrees.</summary>
    public required string PromptHash { get; init; }

    /// <summary>The better plan; with <see cref="Tie"/>, the left one.</summary>
    public required PreferencePlan Chosen { get; init; }

    public required PreferencePlan Rejected { get; init; }

    /// <summary>Log-probability of the plan under the policy that drew it.</summary>
    public double? ChosenLogp { get; init; }

    public double? RejectedLogp { get; init; }

    /// <summary>The policy that drew the plans: package name, @, SHA-256 (hex).</summary>
    public required string PolicyId { get; init; }

    /// <summary>Number format of the log-probabilities.</summary>
    public string? Precision { get; init; }

    /// <summary>How log-probabilities were summed up.</summary>
    public string? Reduction { get; init; }

    public double? ChosenReward { get; init; }

    public double? RejectedReward { get; init; }

    /// <summary><c>operator</c>, <c>verifier</c>, <c>outcome</c> or <c>correction</c>.</summary>
    public required string LabelSource { get; init; }

    /// <summary>Who judged.</summary>
    public string? LabelerId { get; init; }

    public double? Confidence { get; init; }

    public double? Margin { get; init; }

    /// <summary>Neither is better.</summary>
    public bool Tie { get; init; }

    public required string EpisodeId { get; init; }

    public long ReplanIndex { get; init; }

    /// <summary>SHA-256 (hex) of what went before the plans: pairs are comparable where it agrees.</summary>
    public required string PrefixHash { get; init; }

    /// <summary>The policy that goes on after the plans.</summary>
    public required string FuturePolicyId { get; init; }

    /// <summary>Key of the noise stream that both plans were drawn from.</summary>
    [JsonPropertyName("x_K_seed")]
    public ulong XKSeed { get; init; }

    /// <summary>What the decision saw, oldest first.</summary>
    public required IReadOnlyList<PreferenceObservation> Observations { get; init; }

    /// <summary>Plan rows executed between the observations, flattened.</summary>
    public float[] Actions { get; init; } = [];

    public required PreferenceProvenance Provenance { get; init; }

    /// <summary>Hash of a prompt, for <see cref="PromptHash"/>.</summary>
    public static string Hash(PreferencePrompt prompt) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(prompt, Json)));

    /// <summary>
    /// SHA-256 (hex) of the judgment itself: prompt, both plans, who judged and whether it is a tie. Two records that agree in
    /// it say the same thing twice.
    /// </summary>
    public string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{PromptHash}\0{LabelSource}\0{LabelerId}\0{Tie}\0"));
        foreach (float[][] side in new[] { Chosen.Actions, Rejected.Actions })
        {
            hash.AppendData(BitConverter.GetBytes(side.Length));
            foreach (float[] row in side) hash.AppendData(MemoryMarshal.AsBytes<float>(row));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>One line of JSON without the line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="ForewarnException">The line is no preference record, or what it says cannot be.</exception>
    public static PreferenceRecord Parse(string line)
    {
        PreferenceRecord record;
        try
        {
            record = JsonSerializer.Deserialize<PreferenceRecord>(line, Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw Bad(e.Message, e);
        }
        if (PreferenceCheck.Find(record) is { } wrong) throw Bad(wrong.Detail, null);
        return record;
    }

    private static ForewarnException Bad(string found, Exception? cause) => ForewarnException.Of(
        "preference record", found, "a pair of plans", "Remove the line, or restore the file.", ExitCode.Usage, cause);
}
