using System.Text.RegularExpressions;
using Forewarn.Core;

namespace Forewarn.RosBridge;

/// <summary>A parameter's value from the command line or a file.</summary>
/// <param name="Nodes">
/// Absolute name of a node; <c>*</c> stands for one part of it, <c>**</c> for any number of parts, none included.
/// </param>
public sealed record ParameterOverride(string Nodes, string Name, RosValue Value)
{
    public const string EveryNode = "/**";

    /// <summary>Reads <c>[node:]name:=yaml</c>.</summary>
    /// <exception cref="ForewarnException">The text is not of that form.</exception>
    public static ParameterOverride Parse(string text)
    {
        int arrow = text.IndexOf(":=", StringComparison.Ordinal);
        string name = arrow < 0 ? "" : text[..arrow];
        string nodes = EveryNode;
        if (name.LastIndexOf(':') is var colon and >= 0)
            (nodes, name) = (colon == 0 ? "" : name[0] == '/' ? name[..colon] : "/" + name[..colon], name[(colon + 1)..]);
        if (name.Length == 0 || nodes.Length == 0 || name.AsSpan().ContainsAny(' ', '~'))
            throw ForewarnException.Of($"parameter '{text}'", arrow < 0 ? "no ':='" : "no name before ':='", "[node:]name:=value",
                "Correct the argument behind -p.", ExitCode.Usage);
        return new(nodes, name, RosYaml.Value(text[(arrow + 2)..], $"parameter '{name}'"));
    }

    public bool IsFor(NodeName node) => Regex.IsMatch(node.ToString(), Pattern());

    private string Pattern()
    {
        // "/**" takes its slash along, so that "/**/name" holds for "/name" too.
        string pattern = Regex.Escape(Nodes).Replace(@"/\*\*", @"(?:/\w+)*", StringComparison.Ordinal);
        return $"^{pattern.Replace(@"\*", @"\w+", StringComparison.Ordinal)}$";
    }
}
