using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Cli.Reach;
using Forewarn.Core;
using Forewarn.Reachability.Problems;
using Forewarn.Reachability.Solving;
using Spectre.Console;

namespace Forewarn.Cli.Verbs;

/// <summary><c>reach query</c>: what a kept value function says of states.</summary>
internal sealed class ReachQueryCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A value function, from reach solve --out." };

    private readonly Option<string[]> _at = new("--at")
    {
        Description = "A state, its numbers separated by commas, in the order of the axes; may be given again.",
        HelpName = "STATE",
        Required = true,
    };

    public Command Define(Session session)
    {
        var command = new Command("query", """
            Ask a kept value function for states: value, gradient, best control, verdict.
            failed: the margin itself is 0 or less. doomed: not yet, but no control prevents it. close: above 0 by less than
            the grid resolves, since between its points a value may be too good by that. safe: the rest.
            """) { _file, _at };
        var options = new CommonOptions().AddJson(command);
        command.SetAction((line, cancel) => Task.Run(() => Run(session, line, options), cancel));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        var stored = GridValueFile.Read(line.GetValue(_file)!);
        var value = stored.Value;
        bool isKnown = ProblemCatalog.All.Any(k => k.Name == stored.Problem);
        var problem = isKnown ? ProblemCatalog.Of(stored.Problem, stored.Settings) : null;
        double resolution = value.Resolution;
        var states = line.GetValue(_at)!.Select(text => ReachWords.State(text, value.Grid.Axes));
        var answers = states.Select(state => Answer(value, resolution, problem, state)).ToArray();
        string axes = string.Join(", ", value.Grid.Axes.Select(a => a.Name));
        session.Terminal.Line($"{stored.Problem}, {value.Scheme}, {Text(value.Horizon)} s ahead, resolves {Text(resolution)}; a state is {axes}");
        var table = new ResultTable("state", "value", "closed form", "margin", "gradient", "best control", "verdict");
        foreach (var a in answers)
            table.Add(ColorOf(a.Verdict), Texts(a.State), Text(a.Value), Texts(a.Exact), Texts(a.Margin), Texts(a.Gradient),
                Texts(a.BestControl), a.Verdict);
        table.Show(session.Terminal);
        if (!value.Certifies)
            session.Terminal.Line("No certificate: first order, or the end of the horizon alone. Solve it with weno5, frozen, for a guard.");
        JsonReport.Write(options.Json(line), new
        {
            Command = CommandText.Of(line), stored.Problem, stored.Settings, value.Certifies, Resolution = resolution, stored.Signature,
            Answers = answers,
        });
        return (int)ExitCode.Done;
    }

    private static StateAnswer Answer(GridValue value, double resolution, AvoidProblem? problem, double[] state)
    {
        double found = value.At(state);
        var gradient = new double[state.Length];
        value.Gradient(state, gradient);
        double margin = problem?.Margin(state) ?? double.NaN;
        string verdict = margin <= 0 ? "failed" : found <= 0 ? "doomed" : found <= resolution ? "close" : "safe";
        double[] exact = problem?.Exact is { } form ? [form(state, value.Horizon)] : [];
        return problem is null
            ? new(state, found, exact, [], gradient, [], verdict)
            : new(state, found, exact, [margin], gradient, value.BestControl(state, problem.Dynamics), verdict);
    }

    private static Color ColorOf(string verdict) => verdict switch { "safe" => Color.Green, "close" => Color.Yellow, _ => Color.Red };

    private static string Texts(IReadOnlyList<double> values) => values.Count == 0 ? "-" : string.Join(", ", values.Select(Text));

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>What is said of one state; lists are empty where the problem is not one of the catalog, or has no closed form.</summary>
    private sealed record StateAnswer(
        double[] State, double Value, double[] Exact, double[] Margin, double[] Gradient, double[] BestControl, string Verdict);
}
