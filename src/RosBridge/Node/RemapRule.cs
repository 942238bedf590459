using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>One <c>-r [node:]from:=to</c>.</summary>
/// <param name="Node">The only node it holds for; null for every node.</param>
/// <param name="From">As written, without a scheme; empty for node name and namespace.</param>
/// <param name="To">As written.</param>
public sealed record RemapRule(RemapKind Kind, string? Node, string From, string To)
{
    private const string TopicScheme = "rostopic://", ServiceScheme = "rosservice://";

    /// <exception cref="ForewarnException">The text is not a rule.</exception>
    public static RemapRule Parse(string text)
    {
        int arrow = text.IndexOf(":=", StringComparison.Ordinal);
        if (arrow <= 0) throw Wrong(text, "no ':='");
        string left = text[..arrow], to = text[(arrow + 2)..];
        // The colon of a scheme is followed by "//", the colon after a node name is not.
        int colon = left.IndexOf(':', StringComparison.Ordinal);
        string? node = null;
        if (colon >= 0 && !left.AsSpan(colon).StartsWith("://")) (node, left) = (left[..colon], left[(colon + 1)..]);
        if (node is not null) RosName.CheckNode(node);
        if (to.Length == 0) throw Wrong(text, "nothing behind ':='");
        if (text.AsSpan().ContainsAny('*', '\\')) throw Wrong(text, "a wildcard, which ROS 2 has not");
        switch (left)
        {
            case "__node" or "__name":
                RosName.CheckNode(to);
                return new(RemapKind.NodeName, node, "", to);
            case "__ns":
                RosName.CheckNamespace(to);
                return new(RemapKind.Namespace, node, "", to);
        }

        var kind = RemapKind.TopicOrService;
        if (left.StartsWith(TopicScheme, StringComparison.Ordinal))
            (kind, left) = (RemapKind.Topic, left[TopicScheme.Length..]);
        else if (left.StartsWith(ServiceScheme, StringComparison.Ordinal))
            (kind, left) = (RemapKind.Service, left[ServiceScheme.Length..]);
        if (left.Contains(':', StringComparison.Ordinal)) throw Wrong(text, $"a ':' in '{left}'");
        // Expanding for some node finds what no node could have.
        foreach (string name in (string[])[left, to]) RosName.Expand("remapped name", name, new("/", "node"));
        return new(kind, node, left, to);
    }

    /// <summary>
    /// The node's name after remapping. The namespace rule sees the name that the name rule gave, as in rcl.
    /// </summary>
    public static NodeName NameOf(IEnumerable<RemapRule> rules, NodeName node)
    {
        var list = rules as IReadOnlyList<RemapRule> ?? [.. rules];
        string name = list.FirstOrDefault(rule => rule.Kind == RemapKind.NodeName && rule.IsFor(node.Name))?.To ?? node.Name;
        string space = list.FirstOrDefault(rule => rule.Kind == RemapKind.Namespace && rule.IsFor(name))?.To ?? node.Namespace;
        return new(space, name);
    }

    /// <summary>The absolute name after the first rule that fits; rules are not applied to one another's results.</summary>
    /// <param name="kind"><see cref="RemapKind.Topic"/> or <see cref="RemapKind.Service"/>.</param>
    /// <param name="node">After remapping.</param>
    public static string Apply(IEnumerable<RemapRule> rules, RemapKind kind, string name, NodeName node)
    {
        string what = kind == RemapKind.Topic ? "topic" : "service", full = RosName.Expand(what, name, node);
        foreach (var rule in rules)
        {
            if (rule.Kind != kind && rule.Kind != RemapKind.TopicOrService) continue;
            if (rule.IsFor(node.Name) && RosName.Expand(what, rule.From, node) == full) return RosName.Expand(what, rule.To, node);
        }

        return full;
    }

    private bool IsFor(string node) => Node is null || Node == node;

    private static ForewarnException Wrong(string text, string found) => ForewarnException.Of($"remap rule '{text}'", found,
        "[node:]from:=to, where from is a name, __node or __ns", "Correct the argument behind -r.", ExitCode.Usage);
}
