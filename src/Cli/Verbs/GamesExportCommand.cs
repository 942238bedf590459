using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Games;

namespace Forewarn.Cli.Verbs;

/// <summary><c>games export</c>: a game as a file.</summary>
internal sealed class GamesExportCommand
{
    private readonly GameArguments _arguments = new();

    private readonly Option<FileInfo> _save = new("--save") { Description = "File to write.", Required = true, HelpName = "FILE" };

    public Command Define(Session session)
    {
        var command = new Command("export", "Write a game with its mediators as JSON.") { _save };
        _arguments.AddGame(command);
        command.SetAction(line =>
        {
            string path = line.GetValue(_save)!.FullName;
            GameFile.Write(path, _arguments.Game(line));
            session.Terminal.Line($"wrote {path}");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
