using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Lab.Verbs;

namespace Forewarn.Lab.Sweeps;

/// <summary>Finds out before anything starts whether a point's words are a training command line.</summary>
internal static class SweepCheck
{
    private static readonly string[] Needed = ["--seed", "--resume"];

    /// <exception cref="ForewarnException">They are none; or the training cannot be seeded or resumed.</exception>
    public static void Require(Session session, SweepPoint point)
    {
        var train = new TrainVerb().Define(session);
        var line = train.Parse([.. point.Words.Skip(1)]);
        var command = line.CommandResult.Command;
        if (command == train)
        {
            string[] trainings = [.. train.Subcommands.Select(c => c.Name)];
            throw new ForewarnException(
                $"Unknown training '{point.Words[1]}'. {NearestName.Advice(point.Words[1], trainings)}", ExitCode.Usage);
        }
        foreach (string option in Needed)
        {
            if (command.Options.All(o => o.Name != option))
                throw ForewarnException.Of($"train {command.Name}", $"no option {option}", "a training that can be seeded and resumed",
                    "Run it by itself.", ExitCode.Usage);
        }
        if (line.Errors.Count == 0) return;
        string[] known = [.. command.Options.Select(o => o.Name)];
        string? stray = line.UnmatchedTokens.FirstOrDefault(t => t.StartsWith('-'));
        throw new ForewarnException(stray is null
            ? $"sweep command '{string.Join(' ', point.Words)}': {line.Errors[0].Message}"
            : $"Unknown option '{stray}' of train {command.Name}. {NearestName.Advice(stray, known)}", ExitCode.Usage);
    }
}
