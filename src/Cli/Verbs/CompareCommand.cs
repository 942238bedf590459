using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>eval compare</c>: two runs of <c>eval steering</c> with other models, scene by scene.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> _first = new("first") { Description = "Run folder of eval steering." };

    private readonly Argument<string> _second = new("second") { Description = "Another one, with the same wishes and some of the same seeds." };

    private readonly Option<string?> _wishes = new("--wishes") { Description = "Wish list of both (default: the configuration's).", HelpName = "FILE" };

    private readonly Option<string> _selector = new("--selector")
    {
        Description = "Whose choices are compared.", DefaultValueFactory = _ => ForewarnSelector.SelectorName, HelpName = "NAME",
    };

    public Command Define(Session session)
    {
        var command = new Command("compare", "Compare two runs of eval steering on the scenes that both played: shares, paired differences.")
        {
            _first, _second, _wishes, _selector,
        };
        var options = new CommonOptions().AddConfig(command).AddSeed(command).AddJson(command);
        command.SetAction(line => Run(session, line, options));
        return command;
    }

    private int Run(Session session, ParseResult line, CommonOptions options)
    {
        var config = session.Configure(line, options);
        var wishes = config.Wishes(session.Home.Wishes(line.GetValue(_wishes) ?? config.Get<EvaluationOptions>().Wishes));
        var seed = new SeedStreams(options.Seed(line, 1)).Stream("comparison");
        var comparison = SteeringComparison.Of(line.GetValue(_first)!, line.GetValue(_second)!, wishes, line.GetValue(_selector)!, seed);
        session.Terminal.Line(PlainTable.Render(SteeringTables.Comparison(comparison)));
        if (options.Json(line) is { } json) EvaluationJson.Write(json.FullName, comparison);
        return (int)ExitCode.Done;
    }
}
