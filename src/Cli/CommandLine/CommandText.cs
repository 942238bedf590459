using System.CommandLine;

namespace Forewarn.Cli.CommandLine;

/// <summary>The command line as it would be typed again, for records of how a result was made.</summary>
public static class CommandText
{
    public static string Of(ParseResult line) =>
        "./forewarn " + string.Join(' ', line.Tokens.Select(token => Quoted(token.Value)));

    private static string Quoted(string word) => word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word;
}
