using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Datasets;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Forewarn.Simulation.Episodes;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data convert</c>: recorded episodes to LeRobot v3.0, or some episodes of one LeRobot data set to another.</summary>
internal sealed class DataConvertCommand
{
    private readonly Argument<string> _from = new("from") { Description = "Folder of recorded episodes, or a LeRobot v3.0 data set." };

    private readonly Argument<string> _to = new("to") { Description = "New folder for the LeRobot data set." };

    private readonly Option<string?> _episodes = new("--episodes", "-e")
    {
        Description = "Only these episodes: 0:10, :10, 90: or one number; the end is not included.",
        HelpName = "RANGE",
    };

    public Command Define(Session session)
    {
        var command = new Command("convert", "Write recorded episodes, or a part of a LeRobot data set, as LeRobot v3.0.") { _from, _to, _episodes };
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CancellationToken cancel)
    {
        string from = line.GetValue(_from)!, to = line.GetValue(_to)!;
        string? range = line.GetValue(_episodes);
        var progress = new WorkProgress(session.Terminal, session.Time);
        if (LeRobotReader.IsDataSet(from)) Copy(session.Terminal, progress, from, to, range, cancel);
        else Convert(progress, from, to, range, cancel);
        using var made = LeRobotReader.Open(to);
        session.Terminal.Line($"{to}: {made.Info.TotalEpisodes} episodes, {made.Info.TotalFrames} frames at {made.Info.Fps} fps, "
            + $"{made.Info.TotalTasks} tasks.");
        session.Terminal.Line($"Features: {string.Join(", ", made.Info.Features.Select(f => f.Name))}");
        return (int)ExitCode.Done;
    }

    private static void Copy(Terminal terminal, WorkProgress progress, string from, string to, string? range, CancellationToken cancel)
    {
        using var reader = LeRobotReader.Open(from);
        foreach (var feature in reader.Unavailable)
            terminal.Line($"Left out: {feature.Name} ({feature.Dtype}), which cannot be read here.");
        int[] positions = EpisodeRange.Parse(range, reader.Episodes.Count);
        progress.Run("copying", report =>
        {
            LeRobotCopy.Run(reader, to, positions, report, cancel);
            return true;
        });
    }

    private static void Convert(WorkProgress progress, string from, string to, string? range, CancellationToken cancel)
    {
        if (!File.Exists(Path.Combine(from, "dataset.json")))
            throw ForewarnException.Of($"'{from}'", Directory.Exists(from) ? "no data set of a known kind" : "no such folder",
                "dataset.json of recorded episodes, or meta/info.json of a LeRobot data set", "Name the folder that holds one of these.", ExitCode.Usage);
        using var store = EpisodeStore.Open(from);
        int[] episodes = EpisodeRange.Parse(range, store.Count);
        progress.Run("converting", report =>
        {
            TaskLeRobot.Write(store, to, episodes, report, cancel);
            return true;
        });
    }
}
