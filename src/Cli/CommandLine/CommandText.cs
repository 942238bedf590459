using System.CommandLine;

namespace Forewarn.Cli.CommandLine;

/// <summary>The command line as it would be typed again, for records of how a result was made.</summary>
internal static class CommandText
{
    public static string Of(ParseResult line) =>
        "./forewarn " + string.Join(' ', line.Tokens.Select(t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"\"{t.Value}\"" : t.Value));
}
