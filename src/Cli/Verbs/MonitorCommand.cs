using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Monitoring;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval monitor</c>: how many running plans that go wrong raise an alarm, how early, and how many good ones do.</summary>
internal sealed class MonitorCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n")
    {
        Description = "Plans per seed, calibration seeds included.",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string?> _seeds = new("--seeds") { Description = "Evaluation seeds, comma-separated.", HelpName = "A,B,C" };

    private readonly Option<string> _calibration = new("--calibration-seeds")
    {
        Description = "Seeds on which the threshold is set, comma-separated.",
        HelpName = "A,B,C",
        DefaultValueFactory = _ => "201,202,203",
    };

    private readonly Option<int> _frames = new("--frames")
    {
        Description = "Frames in a row below the threshold that raise the alarm.",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<double> _falseAlarms = new("--false-alarms")
    {
        Description = "Largest share of good plans that may alarm, set on the calibration seeds.",
        DefaultValueFactory = _ => MonitorFigures.FalseAlarmBar,
    };

    private readonly Option<string?> _wishes = new("--wishes")
    {
        Description = "YAML list of {text, accept, reject, group}: bring sentences of your own.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it, latencies do." };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some plans already goes on after them.",
        HelpName = "FOLDER",
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Also copy the HTML report here.", HelpName = "FILE" };

    public Command Define(Session session)
    {
        var command = new Command("monitor", "Watch base-policy plans while they run: alarms, false alarms, lead times.")
        {
            _episodes, _seeds, _calibration, _frames, _falseAlarms, _wishes, _workers, _folder, _report,
        };
        var options = new CommonOptions().AddConfig(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var evaluation = config.Get<EvaluationOptions>();
        var study = new MonitorStudyOptions
        {
            Seeds = line.GetValue(_seeds) is { } seeds ? SeedList.Parse("--seeds", seeds) : evaluation.Seeds,
            CalibrationSeeds = SeedList.Parse("--calibration-seeds", line.GetValue(_calibration)!),
            Episodes = line.GetValue(_episodes),
            Frames = line.GetValue(_frames),
            FalseAlarms = line.GetValue(_falseAlarms),
            Workers = line.GetValue(_workers) ?? evaluation.Workers,
        };
        var wishes = config.Wishes(session.Home.Wishes(line.GetValue(_wishes) ?? evaluation.Wishes)).Where(w => !w.Neutral).ToArray();
        string folder = line.GetValue(_folder) is { } named
            ? RunFolders.At(named)
            : RunFolders.Create("eval-monitor", study.Seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var results = new MonitorRun(session, config, CommandText.Of(line)).Run(folder, study, wishes, cancel);
        foreach (var table in MonitorTables.All(results)) session.Terminal.Line(PlainTable.Render(table));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        string report = Path.Combine(folder, "report.html");
        if (line.GetValue(_report) is { } copy) File.Copy(report, copy.FullName, overwrite: true);
        session.Terminal.Line($"Report: {report}");
        return (int)ExitCode.Done;
    }
}
