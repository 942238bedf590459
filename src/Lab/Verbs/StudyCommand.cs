using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Learning.Constraints;
using Forewarn.Learning.Imitation.Studies;
using Forewarn.Learning.MultiAgent;
using Forewarn.Learning.Preferences.Studies;
using Forewarn.Learning.Studies;
using Spectre.Console;

namespace Forewarn.Lab.Verbs;

/// <summary><c>diagnose study</c>: runs a claim where the right answer is known and says whether it holds.</summary>
internal sealed class StudyCommand
{
    private static readonly IReadOnlyList<IStudy> All =
        [.. PreferenceStudies.All, .. ImitationStudies.Exact, .. ImitationStudies.Trained, .. ConstraintStudies.All, .. MultiAgentStudies.All];

    private readonly Argument<string?> _name = new("name")
    {
        Description = "Which study; without one, all are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int?> _seeds = new("--seeds")
    {
        Description = "Number of reported seeds, counted from 1 (default: the study's own).",
        HelpName = "N",
    };

    public Command Define(Session session)
    {
        var command = new Command("study", "Try a claim about learning where the right answer is known.") { _name, _seeds };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        if (line.GetValue(_name) is not { } name) return List(session.Terminal);
        var study = Find(name);
        int count = line.GetValue(_seeds) ?? study.DefaultSeeds;
        if (count < 2) throw ForewarnException.Of("--seeds", $"{count}", "two or more", "One run has no spread.", ExitCode.Usage);
        ulong[] seeds = [.. Enumerable.Range(1, count).Select(i => (ulong)i)];
        var result = new WorkProgress(session.Terminal, session.Time).Run(
            $"study {study.Name}", report => study.Run(seeds, report, cancel));
        StudyTable.Show(session.Terminal, result);
        if (options.Json(line) is { } json)
        {
            var record = RunRecord.Now(CommandText.Of(line), seeds, 0, result.Settings, session.Time);
            EvaluationJson.Write(json.FullName, new StudyReport(record.Command, record.Date, record.Machine, result));
        }
        return (int)ExitCode.Done;
    }

    private static IStudy Find(string name) =>
        All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw ForewarnException.Of("study", $"'{name}'", string.Join(", ", All.Select(s => s.Name)),
            NearestName.Advice(name, [.. All.Select(s => s.Name)]), ExitCode.Usage);

    private static int List(Terminal terminal)
    {
        var table = new ResultTable("study", "seeds", "claim");
        foreach (var study in All)
            table.Add(Color.Default, study.Name, study.DefaultSeeds.ToString(CultureInfo.InvariantCulture), study.Summary);
        table.Show(terminal);
        return (int)ExitCode.Done;
    }
}
