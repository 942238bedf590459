using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Forewarn.Recording;

/// <summary>One row of a preference file, read as leniently as it can be understood.</summary>
internal sealed partial class PreferenceLine
{
    private static readonly string[] Needed =
    [
        "prompt", "prompt_hash", "chosen", "rejected", "policy_id", "label_source", "episode_id", "prefix_hash", "future_policy_id",
        "observations", "provenance",
    ];

    private PreferenceLine(JsonObject row) => Row = row;

    /// <summary>The row's columns; <c>reject</c> is spelled <c>rejected</c>.</summary>
    public JsonObject Row { get; }

    public PreferenceRecord? Record { get; private set; }

    public TextPreference? Text { get; private set; }

    public UnpairedPreference? Unpaired { get; private set; }

    /// <returns>The row, or why it is none.</returns>
    public static (PreferenceLine? Line, PreferenceFault Fault, string Detail) Parse(string json)
    {
        JsonObject row;
        try
        {
            if (JsonNode.Parse(json) is not JsonObject found) return (null, PreferenceFault.Unparsable, "no JSON object");
            row = Spelled(found);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return HoldsNaN(json) is { } bare
                ? (null, PreferenceFault.NotFinite, $"{bare} in the line")
                : (null, PreferenceFault.Unparsable, OneLine(fault.Message));
        }
        var line = new PreferenceLine(row);
        try
        {
            return line.Read() is { } missing ? (null, PreferenceFault.Incomplete, missing) : (line, default, "");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return (null, PreferenceFault.Incomplete, OneLine(fault.Message));
        }
    }

    /// <summary>What one side says of itself, where a row was put together from two.</summary>
    /// <param name="column">For example <c>prompt_hash</c>: looked up as <c>chosen.prompt_hash</c> and <c>chosen_prompt_hash</c>.</param>
    public string? OfSide(string side, string column)
    {
        var node = (Row[side] as JsonObject)?[column] ?? Row[$"{side}_{column}"];
        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    /// <returns>What is missing, or null.</returns>
    private string? Read()
    {
        if (Row["completion"] is { } completion && Row["label"] is { } label && Row["chosen"] is null) return One(completion, label);
        if (Row["chosen"] is not { } chosen || Row["rejected"] is not { } rejected) return "neither two sides nor a labeled completion";
        if (IsText(chosen) && IsText(rejected))
        {
            Text = new(Row["prompt"] is { } prompt ? Words(prompt) : "", Words(chosen), Words(rejected))
            {
                ChosenLogp = Number("chosen_logp"), RejectedLogp = Number("rejected_logp"),
                ChosenReward = Number("chosen_reward"), RejectedReward = Number("rejected_reward"),
                Tie = Row["tie"]?.GetValue<bool>() ?? false,
            };
            return null;
        }
        string[] missing = [.. Needed.Where(key => Row[key] is null)];
        if (missing.Length > 0) return $"no {string.Join(", ", missing)}";
        Record = Row.Deserialize<PreferenceRecord>(Lenient);
        return null;
    }

    private string? One(JsonNode completion, JsonNode label)
    {
        string prompt = Row["prompt"] switch { null => "", JsonObject o => o["task"]?.GetValue<string>() ?? "", var p => Words(p) };
        var plan = IsText(completion) ? null : completion.Deserialize<PreferencePlan>(Lenient);
        if (plan is { Actions.Length: 0 }) return "a plan without rows";
        Unpaired = new(prompt, plan is null ? Words(completion) : plan.Narration ?? "", plan, label.GetValue<bool>());
        return null;
    }

    private double? Number(string column) => Row[column] is JsonValue value ? value.GetValue<double>() : null;

    private static bool IsText(JsonNode side) => side is JsonValue || side is JsonArray { Count: > 0 } list && list.All(m => m is JsonObject);

    private static string Words(JsonNode side) => side is JsonArray messages
        ? string.Join('\n', messages.Select(m => $"{m!["role"]?.GetValue<string>()}: {m["content"]?.GetValue<string>()}"))
        : side.GetValue<string>();

    /// <summary>The losing column is <c>rejected</c> in some data sets and <c>reject</c> in others.</summary>
    private static JsonObject Spelled(JsonObject row)
    {
        foreach (string key in row.Select(p => p.Key).Where(k => k == "reject" || k.StartsWith("reject_", StringComparison.Ordinal)).ToArray())
        {
            string spelled = "rejected" + key["reject".Length..];
            if (row.ContainsKey(spelled)) continue;
            var value = row[key];
            row.Remove(key);
            row[spelled] = value;
        }
        return row;
    }

    private static JsonSerializerOptions Lenient { get; } = new(PreferenceRecord.Json)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Python writes NaN and Infinity bare, which no JSON is: that is said, rather than "unparsable".</summary>
    private static string? HoldsNaN(string json)
    {
        var bare = BareNumber().Match(json);
        if (!bare.Success) return null;
        try
        {
            using var quoted = JsonDocument.Parse(BareNumber().Replace(json, "\"$0\""));
            return bare.Value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");

    [GeneratedRegex(@"(?<=[\[,:\s])-?(?:NaN|Infinity)(?=[\],}\s])")]
    private static partial Regex BareNumber();
}
