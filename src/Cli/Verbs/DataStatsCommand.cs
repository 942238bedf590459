using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Recording.LeRobot;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data stats</c>: figures of every feature of a LeRobot data set.</summary>
internal sealed class DataStatsCommand
{
    private static readonly string[] Colors = ["red", "green", "blue"];

    private readonly Argument<string> _folder = new("folder") { Description = "A LeRobot v3.0 data set." };

    private readonly Option<bool> _write = new("--write") { Description = "Replace meta/stats.json by the figures." };

    public Command Define(Session session)
    {
        var command = new Command("stats", "Minimum, maximum, mean, deviation and quantiles of every feature.") { _folder, _write };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        string folder = line.GetValue(_folder)!;
        using var reader = LeRobotReader.Open(folder);
        var found = new WorkProgress(session.Terminal, session.Time).Run(
            "reading", progress => LeRobotDataSetStatistics.Compute(reader, progress, cancel));
        Show(session.Terminal, reader.Info, found);
        JsonReport.Write(options.Json(line), found.ToDictionary(s => s.Key, s => s.Value.Figures
            .Append(("count", [s.Value.Count])).ToDictionary(f => f.Item1, f => f.Item2)));
        if (line.GetValue(_write))
        {
            LeRobotStatisticsFile.Write(folder, found);
            session.Terminal.Line($"{Path.Combine(folder, "meta", "stats.json")} is up to date.");
        }
        return (int)ExitCode.Done;
    }

    private static void Show(Terminal terminal, LeRobotInfo info, IReadOnlyDictionary<string, LeRobotStatistics> found)
    {
        var table = new ResultTable(["feature", "channel", "min", "max", "mean", "std", .. LeRobotStatistics.QuantileNames]);
        foreach (var feature in info.Features.Where(f => found.ContainsKey(f.Name)))
        {
            var statistics = found[feature.Name];
            for (int c = 0; c < statistics.Min.Length; c++)
            {
                string[] figures = [.. statistics.Figures.Select(f => f.Values[c].ToString("G5", CultureInfo.InvariantCulture))];
                table.Add(Color.Default, [c == 0 ? feature.Name : "", Channel(feature, c), .. figures]);
            }
        }
        table.Show(terminal);
        foreach (var feature in info.Features.Where(f => !found.ContainsKey(f.Name)))
            terminal.Line($"No figures: {feature.Name} ({feature.Dtype}).");
    }

    private static string Channel(LeRobotFeature feature, int channel)
    {
        if (feature.IsImage) return Colors[channel];
        return feature.Names is JsonArray names && names.Count == feature.Width && names[channel] is JsonValue name
            ? name.ToString()
            : feature.Width == 1 ? "" : channel.ToString(CultureInfo.InvariantCulture);
    }
}
