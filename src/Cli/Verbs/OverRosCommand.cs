using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Cli.Studies.OverRos;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval node</c>: the node and the simulated robot as two processes over DDS.</summary>
internal sealed class OverRosCommand
{
    private readonly Option<int> _episodes = new("--episodes", "-n") { Description = "Scenes per wish.", DefaultValueFactory = _ => 20 };

    private readonly Option<double> _endure = new("--endure")
    {
        Description = "Instead of scenes: minutes of decisions without a pause, for ticks and memory.", HelpName = "MINUTES",
    };

    private readonly Option<DirectoryInfo?> _record = new("--record") { Description = "Let the node record into this folder, made new.", HelpName = "FOLDER" };

    public Command Define(Session session)
    {
        var command = new Command("node", "Steer over DDS, two processes: success against one process, ticks, memory.") { _episodes, _endure, _record };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 101);
        var wishes = config.Wishes(session.Home.Wishes(config.Get<EvaluationOptions>().Wishes)).GroupBy(w => w.Group).First().ToArray();
        // One plain wish per part of the mug.
        wishes = [.. wishes.GroupBy(w => string.Join('+', w.Accept)).Select(g => g.First())];
        double minutes = line.GetValue(_endure);
        var progress = new WorkProgress(session.Terminal, session.Time);
        session.Terminal.Line("starting the robot and the node");
        using var study = new OverRosStudy(session, config, seed, repeats: minutes > 0, line.GetValue(_record)?.FullName, cancel);
        IReadOnlyList<OverRosRow> rows = [];
        if (minutes > 0)
            progress.Run("seconds", report => { study.Endure(TimeSpan.FromMinutes(minutes), wishes, report, cancel); return 0; });
        else rows = progress.Run("episodes", report => study.Play(wishes, line.GetValue(_episodes), report, cancel));
        var record = RunRecord.Now(CommandText.Of(line), [seed], rows.Count,
            new Dictionary<string, string> { ["config"] = string.Join(' ', config.Names) }, session.Time);
        OverRosResults results = study.Results(record, rows);
        Show(session.Terminal, results);
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, results);
        return (int)ExitCode.Done;
    }

    private static void Show(Terminal terminal, OverRosResults r)
    {
        var table = new ResultTable("measure", "value");
        void Row(string name, string value) => table.Add(Color.Default, name, value);
        if (r is { Success: { } there, SuccessInProcess: { } here, Difference: { } difference, Test: { } test })
        {
            Row("success over ROS", $"{there.Value:f3} [{there.Low:f3}, {there.High:f3}], n = {there.Count}");
            Row("success in one process", $"{here.Value:f3} [{here.Low:f3}, {here.High:f3}]");
            Row("difference, paired", $"{difference.Value:f3} [{difference.Low:f3}, {difference.High:f3}], McNemar p = {test.PValue:g2}");
        }
        Row("minutes", $"{r.Minutes:f1}");
        Row("decisions", $"{r.Decisions}, p50 {r.DecisionMs[0]:f0} ms, p99 {r.DecisionMs[1]:f0} ms");
        Row("rungs", string.Join(", ", r.Rungs.Where(p => p.Value is not ("" or "0")).Select(p => $"{p.Key} {p.Value}")));
        Row("ticks", $"{r.Ticks}, missed {r.MissedShare:p3}, jitter p99 {r.JitterMs[1]:f2} ms, worst {r.WorstMs:f1} ms");
        Row("resident memory", $"at most {r.LargestResidentMb:f0} MB, last quarter over first {r.ResidentGrowth:f3}");
        Row("real-time policy", r.RealTime);
        table.Show(terminal);
    }
}
