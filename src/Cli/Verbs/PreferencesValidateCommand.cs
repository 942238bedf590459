using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Recording;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data prefs validate</c>: which rows cannot be used, why, and whether a method has enough to learn from.</summary>
internal sealed class PreferencesValidateCommand
{
    private const int ShownLines = 8;

    private readonly Argument<string> _file = new("file") { Description = "Preference records or paired data, one JSON object a line." };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Policy package that is to be tuned: pairs of others are foreign.", HelpName = "MODEL",
    };

    private readonly Option<string?> _for = new("--for")
    {
        Description = $"Method that is to learn from it: {string.Join(", ", PreferenceNeeds.All.Select(n => n.Method))}.", HelpName = "METHOD",
    };

    public Command Define(Session session)
    {
        var command = new Command("validate", "Say which rows cannot be used, and why.") { _file, _model, _for };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        string path = line.GetValue(_file)!;
        var needs = line.GetValue(_for) is { } method ? PreferenceNeeds.Of(method) : null;
        string? policy = line.GetValue(_model) is { } model ? Policy(session, model) : null;
        var rows = PreferenceReader.Read(path, needs, policy);
        Show(session.Terminal, rows);
        session.Terminal.Line($"{path}: {rows.Count} rows, {rows.Usable} usable{(needs is null ? "" : $" for {needs.Method}")} "
            + $"({rows.Records.Count} pairs of plans, {rows.Texts.Count} of texts, {rows.Unpaired.Count} single), {rows.Dropped.Count} dropped.");
        JsonReport.Write(options.Json(line), new
        {
            rows.Count, rows.Usable, Pairs = rows.Records.Count, Texts = rows.Texts.Count, Single = rows.Unpaired.Count,
            Reasons = rows.Dropped.GroupBy(d => d.Reason).ToDictionary(g => PreferenceWords.Of(g.Key), g => g.Count()), rows.Dropped,
        });
        if (needs is not null) PreferenceReader.Require(path, needs, policy);
        return (int)(rows.Usable > 0 && rows.Dropped.All(d => d.Reason == PreferenceFault.Tie) ? ExitCode.Done : ExitCode.Failed);
    }

    private static void Show(Terminal terminal, PreferenceRows rows)
    {
        if (rows.Dropped.Count == 0) return;
        var table = new ResultTable("rows", "reason", "lines", "for example");
        foreach (var group in rows.Dropped.GroupBy(d => d.Reason).OrderByDescending(g => g.Count()))
        {
            string lines = string.Join(", ", group.Take(ShownLines).Select(d => d.Line)) + (group.Count() > ShownLines ? ", ..." : "");
            table.Add(Color.Red, $"{group.Count()}", PreferenceWords.Of(group.Key), lines, Cut(group.First().Detail));
        }
        table.Show(terminal);
    }

    /// <summary>A package's name and hash as records name a policy.</summary>
    private static string Policy(Session session, string model)
    {
        using var package = ModelPackage.Load(session.Home.Package(model), ModelKind.Policy);
        return $"{package.Manifest.Name}@{package.Manifest.Sha256}";
    }

    private static string Cut(string detail) => detail.Length <= 90 ? detail : detail[..87] + "...";
}
