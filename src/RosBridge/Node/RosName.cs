using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>
/// The rules for ROS 2 names (design.ros2.org, "Topic and Service name mapping to DDS"; lengths as in rmw) and their
/// expansion: absolute <c>/a</c>, relative <c>a</c>, private <c>~/a</c>, substitutions <c>{node} {ns} {namespace}</c>.
/// </summary>
public static class RosName
{
    // DDS allows 255 characters for a topic; the prefix and suffix of a service take up to 8 of them.
    private const int LongestTopic = 247, LongestNamespace = 245, LongestNode = 255;

    /// <exception cref="ForewarnException">The name breaks a rule.</exception>
    public static void CheckNode(string name)
    {
        if (FaultOfToken(name) is { } fault) throw Wrong("node name", name, fault);
        if (name.Length > LongestNode) throw Wrong("node name", name, $"more than {LongestNode} characters");
    }

    /// <param name="space">Absolute; <c>/</c> is the root.</param>
    public static void CheckNamespace(string space)
    {
        if (space == "/") return;
        if ((FaultOfFull(space) ?? TooLong(space, LongestNamespace)) is { } fault) throw Wrong("namespace", space, fault);
    }

    /// <summary>Checks a name that is fully resolved.</summary>
    /// <param name="kind"><c>topic</c>, <c>service</c> or <c>action</c>, for the message.</param>
    public static void CheckFull(string kind, string name)
    {
        if ((FaultOfFull(name) ?? TooLong(name, LongestTopic)) is { } fault) throw Wrong(kind, name, fault);
    }

    /// <summary>A namespace as people write it: an empty one is the root, a missing first slash is added.</summary>
    public static string Space(string? space)
    {
        string full = string.IsNullOrEmpty(space) ? "/" : space[0] == '/' ? space : "/" + space;
        CheckNamespace(full);
        return full;
    }

    /// <summary>Makes a name absolute, seen from a node.</summary>
    public static string Expand(string kind, string name, NodeName node)
    {
        string full = Substitute(kind, name, node);
        if (full == "~" || full.StartsWith("~/", StringComparison.Ordinal)) full = node + full[1..];
        else if (full.StartsWith('~')) throw Wrong(kind, name, "something other than '/' behind '~'");
        else if (full.Length > 0 && full[0] != '/') full = new NodeName(node.Namespace, full).ToString();
        try
        {
            CheckFull(kind, full);
        }
        catch (ForewarnException) when (full != name)
        {
            throw Wrong(kind, name, FaultOfFull(full) ?? $"more than {LongestTopic} characters in full");
        }

        return full;
    }

    private static string Substitute(string kind, string name, NodeName node)
    {
        string full = name.Replace("{node}", node.Name, StringComparison.Ordinal)
            .Replace("{ns}", node.Namespace, StringComparison.Ordinal).Replace("{namespace}", node.Namespace, StringComparison.Ordinal);
        if (full.AsSpan().ContainsAny('{', '}'))
            throw Wrong(kind, name, "a substitution other than {node}, {ns} and {namespace}, or a brace alone");
        // {ns} is absolute and may be the root, so "{ns}/a" would get two slashes there.
        return name.Contains("{n", StringComparison.Ordinal) && full.StartsWith("//", StringComparison.Ordinal) ? full[1..] : full;
    }

    private static string? FaultOfFull(string name)
    {
        if (name.Length == 0) return "nothing";
        if (name[0] != '/') return "no '/' at its start";
        if (name.EndsWith('/')) return "a '/' at its end";
        foreach (string token in name[1..].Split('/'))
        {
            if (token.Length == 0) return "'//'";
            if (FaultOfToken(token) is { } fault) return fault;
        }

        return null;
    }

    private static string? FaultOfToken(string token)
    {
        if (token.Length == 0) return "nothing";
        foreach (char c in token)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '_') continue;
            return c == '~' ? "a '~' that is not at its start" : $"the character '{c}'";
        }

        return char.IsAsciiDigit(token[0]) ? $"a digit at the start of '{token}'" : null;
    }

    private static string? TooLong(string name, int most) => name.Length > most ? $"more than {most} characters" : null;

    private static ForewarnException Wrong(string kind, string name, string fault) => ForewarnException.Of(
        $"{kind} '{name}'", fault, "letters, digits and '_', parts joined by '/', no part starting with a digit",
        "Correct the name or the remapping that made it.", ExitCode.Usage);
}
