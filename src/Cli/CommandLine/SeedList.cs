using Forewarn.Core;

namespace Forewarn.Cli.CommandLine;

/// <summary>Seeds as a command line gives them: whole numbers, comma-separated.</summary>
internal static class SeedList
{
    /// <exception cref="ForewarnException">One of them is not a whole number.</exception>
    public static ulong[] Parse(string option, string text) =>
    [
        .. text.Split(',').Select(s => ulong.TryParse(s.Trim(), out ulong seed)
            ? seed
            : throw ForewarnException.Of(
                option, $"'{s}'", "whole numbers, comma-separated", $"For example {option} 101,102,103.", ExitCode.Usage)),
    ];
}
