using System.CommandLine;
using Forewarn.Core;

namespace Forewarn.Lab.Pipeline;

/// <summary>Stages named on the command line.</summary>
internal static class StageNames
{
    public static Option<string[]> Option(string description) => new("--only")
    {
        Description = description, HelpName = "STAGE,...",
    };

    /// <param name="named">As given: names, or several with commas between them.</param>
    /// <exception cref="ForewarnException">One of them is no stage.</exception>
    public static string[] Of(string[]? named, IEnumerable<string> stages)
    {
        string[] known = [.. stages];
        string[] wanted = [.. (named ?? []).SelectMany(word => word.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (wanted.FirstOrDefault(name => !known.Contains(name)) is { } odd)
        {
            throw ForewarnException.Of(
                "--only", $"'{odd}'", $"one of {string.Join(", ", known)}", "Name a stage or leave it out.", ExitCode.Usage);
        }

        return wanted;
    }
}
