using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Learning.Preferences.Diagnosis;
using Forewarn.Recording;
using Spectre.Console;

namespace Forewarn.Lab.Verbs;

/// <summary><c>diagnose preferences</c>: which tuning method a preference file is fit for, and why.</summary>
internal sealed class PreferenceDiagnosisCommand
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "Preference records, one line of JSON each." };

    private readonly Option<string?> _models = new("--models")
    {
        Description = "Package of the policy that is to be, or was, tuned.", HelpName = "POLICY",
    };

    private readonly Option<string?> _reference = new("--reference")
    {
        Description = "Package of the policy it was tuned from.", HelpName = "POLICY",
    };

    private readonly Option<double> _beta = new("--beta")
    {
        Description = "Weight of the KL that tuning will have.", DefaultValueFactory = _ => 0.1,
    };

    private readonly Option<FileInfo?> _report = new("--report") { Description = "Write the page here.", HelpName = "FILE" };

    public Command Define(Session session)
    {
        var command = new Command("preferences", "Ask of a preference file which method it is fit for, and why.")
        {
            _file, _models, _reference, _beta, _report,
        };
        var options = new CommonOptions().AddSeed(command).AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options, cancel), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var file = line.GetValue(_file)!;
        double beta = line.GetValue(_beta);
        if (!(beta > 0)) throw ForewarnException.Of("--beta", $"{beta}", "above 0", "The default is 0.1.", ExitCode.Usage);
        ulong seed = options.Seed(line, 1);
        var records = PreferenceFile.Read(file.FullName);
        var (pairs, leftOut) = EvidenceReader.Pairs(records);
        if (pairs.Count == 0)
            throw ForewarnException.Of($"'{file.FullName}'", $"{records.Count} records and no pair of plans of one shape",
                "at least one", "Name another file.", ExitCode.Usage);
        if (leftOut > 0) session.Terminal.Line($"{leftOut} records are left out: their plans have another shape.");
        string? models = line.GetValue(_models), reference = line.GetValue(_reference);
        if (models is null && reference is not null)
            throw ForewarnException.Of("--reference", "a reference without a policy", "--models too", "Name the tuned policy.",
                ExitCode.Usage);
        session.Terminal.Line("asking ...");
        var found = PreferenceDiagnosis.Of(new(pairs)
        {
            Policy = Draws(models), Reference = Draws(reference), Beta = beta, Seed = seed,
            PolicyId = PolicyId(session.Home, models, pairs),
        });
        Show(session.Terminal, found);
        var run = RunRecord.Now(CommandText.Of(line), [seed], 0, Configuration(file, models, reference, beta), session.Time);
        if (line.GetValue(_report) is { } report)
        {
            PreferenceDiagnosisReport.Page(file.Name, found, run).Save(report.FullName);
            session.Terminal.Line($"Report: {report.FullName}");
        }
        JsonReport.Write(options.Json(line), new { run.Command, run.Date, run.Machine, Diagnosis = found });
        return (int)ExitCode.Done;

        IReadOnlyList<PlanSample> Draws(string? model) =>
            model is null ? [] : DrawnPlans.Of(session.Home, model, records, pairs[0].Chosen.Length, seed, cancel);
    }

    /// <summary>The file's id of the package, where the file has plans of it: package name, @, hash.</summary>
    private static string? PolicyId(Home home, string? model, IReadOnlyList<PlanPair> pairs)
    {
        if (model is null) return null;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(home.Package(model)));
        return pairs.Select(p => p.PolicyId).FirstOrDefault(id => id.StartsWith($"{name}@", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Configuration(FileInfo file, string? models, string? reference, double beta)
    {
        var settings = new Dictionary<string, string> { ["file"] = file.Name, ["beta"] = beta.ToString(CultureInfo.InvariantCulture) };
        if (models is not null) settings["policy"] = models;
        if (reference is not null) settings["reference"] = reference;
        return settings;
    }

    private static void Show(Terminal terminal, PreferenceDiagnosis found)
    {
        var table = new ResultTable("item", "says", "finding");
        foreach (var item in found.Items)
            table.Add(ColorOf(item.Flag), $"{item.Number}. {item.Name}", PreferenceDiagnosisReport.Word(item.Flag), item.Finding);
        table.Show(terminal);
        terminal.Line($"Advice: {PreferenceDiagnosisReport.Name(found.Verdict.Method)}");
        foreach (var reason in found.Verdict.Reasons) terminal.Line($"- {PreferenceDiagnosisReport.Name(reason.Method)}: {reason.Text}");
    }

    private static Color ColorOf(DiagnosisFlag flag) => flag switch
    {
        DiagnosisFlag.Fine => Color.Green,
        DiagnosisFlag.Alarm => Color.Red,
        DiagnosisFlag.Notice => Color.Yellow,
        _ => Color.Default,
    };
}
