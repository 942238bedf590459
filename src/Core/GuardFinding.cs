using System.Text.Json.Serialization;

namespace Forewarn.Core;

/// <summary>Whether one plan may be executed, and if not, why.</summary>
public sealed record GuardFinding(bool Safe, string Reason)
{
    /// <summary>What a guard that looks ahead foresaw; null when none did, as in records from before there was one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SafetyTrace? Foreseen { get; init; }
}
