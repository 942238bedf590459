using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Asking;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval asking</c>: calibrates when to ask and measures what it is worth.</summary>
internal sealed class AskingCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n") { Description = "Held-out scenes, and as many for calibration.", DefaultValueFactory = _ => 300 };

    private readonly Option<double> _alpha = new("--alpha")
    {
        Description = "Share of decisions whose options may lack a fitting one.",
        DefaultValueFactory = _ => 0.1,
    };

    private readonly Option<string[]> _wishes = new("--wishes")
    {
        Description = "Wish list, instead of the configuration's; several are joined.", HelpName = "FILE",
    };

    private readonly Option<int> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it.", DefaultValueFactory = _ => 1 };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.",
        HelpName = "FOLDER",
    };

    private readonly Option<FileInfo?> _calibration = new("--calibration")
    {
        Description = "Also write the calibration here, for asking.calibration in a configuration.",
        HelpName = "FILE",
    };

    public Command Define(Session session)
    {
        var command = new Command("asking", "Calibrate on some scenes when to ask the person, and measure coverage and worth on others.")
        {
            _episodes, _alpha, _wishes, _workers, _folder, _calibration,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        if (line.GetValue(_calibration) is not null && config.Get<AskingOptions>().Calibration.Length > 0)
            throw ForewarnException.Of("--calibration", "asking.calibration too, which is then judged", "one of the two",
                "Leave asking.calibration out to calibrate.", ExitCode.Usage);
        ulong seed = options.Seed(line, 301);
        string folder = line.GetValue(_folder) ?? RunFolders.Create("eval-asking", seed, session.Time);
        session.Terminal.Line($"Results go to {folder}");
        int episodes = line.GetValue(_episodes);
        var study = new AskingStudyOptions
        {
            CalibrationSeed = seed, Seed = seed + 1, CalibrationEpisodes = episodes, Episodes = episodes,
            Alpha = line.GetValue(_alpha), Workers = line.GetValue(_workers),
        };
        var (results, calibration) = new AskingRun(session, config, CommandText.Of(line)).Run(folder, line.GetValue(_wishes) ?? [], study, cancel);
        foreach (var table in AskingTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        if (line.GetValue(_calibration) is { } file)
        {
            calibration!.Save(file.FullName);
            session.Terminal.Line($"Calibration: {file.FullName}");
        }
        return (int)ExitCode.Done;
    }
}
