using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Steering;
using Forewarn.Messages;
using Forewarn.Recording;
using Text = Forewarn.Messages.StdMsgs.String;

namespace Forewarn.Evaluation.Replay;

/// <summary>Reads the decisions of a recording, one after the other, with what happened then.</summary>
public sealed class DecisionReader
{
    private readonly BagReader _bag;
    private readonly string _node, _outcomes;
    private readonly Dictionary<string, string> _types;

    /// <param name="node">Namespace and name of the node; null when the recording has only one.</param>
    /// <param name="outcomes">Topic that tells what happened, as <c>{"scene", "mode", "outcome"}</c> in a <c>std_msgs/String</c>.</param>
    /// <exception cref="ForewarnException">The recording holds no decisions, or those of several nodes.</exception>
    public DecisionReader(BagReader bag, string? node = null, string outcomes = "/cup_robot/outcome")
    {
        string decision = Messages.ForewarnMsgs.Decision.Type.Name;
        string[] nodes = [.. bag.Topics.Where(t => t.TypeName == decision && t.MessageCount > 0).Select(t => NodeOf(t.Name)).Order(StringComparer.Ordinal)];
        if (nodes.Length == 0 || (node is not null && !nodes.Contains(node)) || (node is null && nodes.Length > 1))
            throw ForewarnException.Of("recording", nodes.Length == 0 ? $"no message of type {decision}" : $"decisions of {string.Join(", ", nodes)}",
                node is null ? "the decisions of one steering node" : $"those of {node}",
                nodes.Length == 0 ? "Record a steering run, or map a foreign recording's topics with --map." : "Name one with --node.", ExitCode.Usage);
        (_bag, _node, _outcomes) = (bag, node ?? nodes[0], outcomes);
        _types = bag.Topics.Where(t => NodeOf(t.Name) == _node && DecisionAssembler.Types.Contains(t.TypeName)).ToDictionary(t => t.Name, t => t.TypeName);
    }

    /// <summary>Decisions in the bag, as far as it says.</summary>
    public long Count => _bag.Find($"{_node}/decision")?.MessageCount ?? 0;

    /// <summary>What the first recorded session decides with; null when the recording does not say.</summary>
    public RecordedSession? Session()
    {
        string topic = $"{_node}/session";
        if (!_types.ContainsKey(topic)) return null;
        foreach (BagMessage message in _bag.Messages(new HashSet<string> { topic })) return DecisionAssembler.Session(message.Data.Span);
        return null;
    }

    /// <summary>In the order in which they were made. A decision is given out when the next one, or the end, was read.</summary>
    /// <exception cref="ForewarnException">A message is malformed.</exception>
    public IEnumerable<RecordedDecision> Decisions()
    {
        var assembler = new DecisionAssembler(_node);
        RecordedDecision? last = null;
        long scene = -1, lastScene = -1;
        foreach (BagMessage message in _bag.Messages(new HashSet<string>([.. _types.Keys, _outcomes])))
        {
            if (message.Topic.Name == _outcomes)
            {
                if (Outcome(message.Data.Span) is not { } told) continue;
                scene = told.Scene;
                // What is told after the scene was reset is about the next one.
                if (last is not null && (lastScene < 0 || scene == lastScene)) (last, lastScene) = (last with { Happened = told.Label }, scene);
            }
            else if (assembler.Take(_types[message.Topic.Name], message.LogTime, message.Data.Span) is { } decision)
            {
                if (last is not null) yield return last;
                // Episodes recorded one after the other tell the scene only once it is over.
                (last, lastScene) = (decision, scene == lastScene ? -1 : scene);
            }
        }
        if (last is not null) yield return last;
    }

    private static string NodeOf(string topic) => topic[..Math.Max(0, topic.LastIndexOf('/'))];

    private static (long Scene, PlanLabel Label)? Outcome(ReadOnlySpan<byte> cdr)
    {
        var text = new Text();
        var reader = new CdrReader(cdr);
        text.ReadFrom(ref reader);
        if (reader.Failed) return null;
        try
        {
            var told = JsonSerializer.Deserialize<JsonElement>(text.Data);
            return (told.GetProperty("scene").GetInt64(),
                new PlanLabel(told.GetProperty("mode").GetString() ?? "", (told.GetProperty("outcome").GetString() ?? "").ToLowerInvariant()));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
