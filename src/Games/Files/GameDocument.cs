using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forewarn.Games;

/// <summary>A game as it stands in a file, before its names and numbers are checked.</summary>
internal sealed record GameDocument(
    string Format, string Name, int Horizon, AgentDocument[] Agents, string[] States, Dictionary<string, double> Initial,
    TransitionDocument[] Transitions, string Summary = "", Dictionary<string, RecommendationDocument[]>? Mediators = null)
{
    public const string Current = "forewarn-game/1";

    /// <summary>Named literals are read, so that a payoff of "NaN" is answered with its place.</summary>
    public static JsonSerializerOptions Form { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };
}
