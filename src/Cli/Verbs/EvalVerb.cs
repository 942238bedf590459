using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies;
using Forewarn.Core;
using Forewarn.Evaluation.Narrations;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval steering</c>: paired closed-loop success of every way of choosing, on the same scenes and plans.</summary>
internal sealed class EvalVerb : IVerb
{
    private readonly Option<int?> _episodes = new("--episodes", "-n") { Description = "Scenes per seed (default: the configuration's)." };

    private readonly Option<string?> _seeds = new("--seeds") { Description = "Evaluation seeds, comma-separated.", HelpName = "A,B,C" };

    private readonly Option<string?> _wishes = new("--wishes")
    {
        Description = "YAML list of {text, accept, reject, group}: bring sentences of your own.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _workers = new("--workers", "-j") { Description = "Threads; results do not depend on it, latencies do." };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Run folder; naming one that holds some scenes already goes on after them.",
        HelpName = "FOLDER",
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Also copy the HTML report here.", HelpName = "FILE" };

    private readonly Option<string?> _ceiling = new("--ceiling")
    {
        Description = "JSON of a data gate: narrated outcomes also as a share of what physics allows.",
        HelpName = "FILE",
    };

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("eval steering --config cup --json results.json --report report.html", "the full study: 200 scenes for each of three seeds"),
        new("eval steering -n 20 --seeds 7 --wishes mine.yaml", "a quick look with your own sentences"),
        new("eval narration --json narration.json", "are the narrations true, and could they be guessed from the actions?"),
        new("eval node --episodes 20 --json node.json", "node and simulator as two processes over DDS: success, ticks, memory"),
        new("eval resets cup --json resets.json", "how far reward differences of imagined futures are from the simulator's"),
        new("eval guard --config cup models.safety=cup-safety --json guard.json", "how many plans that leave no way out each guard lets pass, and what it costs"),
        new("eval monitor --seeds 101,102,103 --json monitor.json", "does watching a running plan see its failure coming?"),
        new("eval asking --calibration launch/configs/cup-asking.json", "when should the person be asked, and what is it worth?"),
        new("eval phases --config fork --json phases.json", "a task of two phases, each steered by its own wish, as one episode"),
        new("eval compare runs/A runs/B --config bag", "two runs of eval steering with other models, scene by scene"),
        new("eval policies --policy cup-policy --policy runs/.../package --accept handle", "did tuning make the wished mode likely?"),
    ];

    public Command Define(Session session)
    {
        var steering = new Command("steering", "Play paired scenes: base policy, baselines, FOREWARN, bounds.")
        {
            _episodes, _seeds, _wishes, _workers, _folder, _report, _ceiling,
        };
        var options = new CommonOptions().AddConfig(steering).AddJson(steering);
        steering.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return new Command("eval", "Measure, with intervals and paired tests.")
        {
            steering, new NarrationCommand().Define(session), new MonitorCommand().Define(session), new OverRosCommand().Define(session),
            new PoliciesCommand().Define(session), new PhasesCommand().Define(session), new ResetsCommand().Define(session),
            new GuardCommand().Define(session), new AskingCommand().Define(session), new CompareCommand().Define(session),
        };
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var evaluation = config.Get<EvaluationOptions>();
        config = config.With(evaluation with
        {
            Episodes = line.GetValue(_episodes) ?? evaluation.Episodes,
            Seeds = line.GetValue(_seeds) is { } seeds ? SeedList.Parse("--seeds", seeds) : evaluation.Seeds,
            Wishes = line.GetValue(_wishes) ?? evaluation.Wishes,
            Workers = line.GetValue(_workers) ?? evaluation.Workers,
        });
        evaluation = config.Get<EvaluationOptions>();
        var wishes = config.Wishes(session.Home.Wishes(evaluation.Wishes));
        string folder = line.GetValue(_folder) is { } named
            ? RunFolders.At(named)
            : RunFolders.Create("eval-steering", evaluation.Seeds[0], session.Time);
        session.Terminal.Line($"Results go to {folder}");
        var ceiling = line.GetValue(_ceiling) is { } gate ? PhysicalCeiling.Load(gate) : null;
        var run = new SteeringRun(session, config, CommandText.Of(line), ceiling);
        var results = run.Run(folder, wishes, cancel);
        run.Show(results);
        if (options.Json(line) is { } json) Evaluation.Runs.EvaluationJson.Write(json.FullName, results);
        if (line.GetValue(_report) is { } report) File.Copy(Path.Combine(folder, "report.html"), report.FullName, overwrite: true);
        session.Terminal.Line($"Report: {Path.Combine(folder, "report.html")}");
        return (int)ExitCode.Done;
    }
}
