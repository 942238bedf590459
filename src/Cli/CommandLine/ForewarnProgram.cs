using System.CommandLine;
using System.CommandLine.Help;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Forewarn.Cli.CommandLine;

/// <summary>
/// One program made of verbs. Parses the command line, runs the verb and turns whatever happened into an exit code and,
/// if it went wrong, one red line.
/// </summary>
public sealed class ForewarnProgram(string description, IReadOnlyList<IVerb> verbs, ConfigSchema schema)
{
    /// <summary>Verbs of the sibling program, so that help and spelling advice know them: name and what it does.</summary>
    public IReadOnlyDictionary<string, string> Elsewhere { get; init; } = new Dictionary<string, string>();

    /// <summary>What this program adds to the services of every verb.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    public static IReadOnlyList<VerbExample> FirstSteps { get; } =
    [
        new("quickstart", "steered episodes on the shipped models, a table and a report"),
        new("doctor", "what works on this machine, and why not"),
        new("VERB --help", "options and examples of a verb"),
        new("test", "all fast tests"),
    ];

    /// <param name="cancel">Ends the verb as an interruption does.</param>
    public async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Terminal terminal, TimeProvider? time = null, CancellationToken cancel = default)
    {
        try
        {
            var (mine, ros) = SplitRosArguments(arguments);
            var root = Define(new Session(Home.Find(), terminal, time ?? TimeProvider.System, schema, Services) { RosArguments = ros });
            var line = root.Parse(mine);
            if (line.Errors.Count > 0) throw Misspelled(line, root);
            var settings = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                Output = terminal.Out,
                Error = terminal.Error,
            };
            return await line.InvokeAsync(settings, cancel).ConfigureAwait(false);
        }
        catch (ForewarnException fault)
        {
            terminal.Fault(fault.Message);
            return (int)fault.ExitCode;
        }
        catch (OperationCanceledException)
        {
            terminal.Fault("Interrupted.");
            return (int)ExitCode.Failed;
        }
    }

    /// <summary>ROS's own arguments have a syntax of their own, and any program that ROS launches may be given them.</summary>
    private static (IReadOnlyList<string> Mine, IReadOnlyList<string> Ros) SplitRosArguments(IReadOnlyList<string> arguments)
    {
        List<string> mine = [], ros = [];
        bool isRos = false;
        foreach (string argument in arguments)
        {
            isRos |= argument == "--ros-args";
            (isRos ? ros : mine).Add(argument);
            isRos &= argument != "--";
        }
        return (mine, ros);
    }

    private RootCommand Define(Session session)
    {
        var root = new RootCommand(Description());
        var examples = new Dictionary<Command, IReadOnlyList<VerbExample>> { [root] = FirstSteps };
        foreach (var verb in verbs)
        {
            var command = verb.Define(session);
            root.Add(command);
            examples[command] = verb.Examples;
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new VerbHelp((HelpAction)help.Action!, examples);
        root.SetAction(line => help.Action is VerbHelp shown ? shown.Invoke(line) : (int)ExitCode.Usage);
        return root;
    }

    private string Description() => Elsewhere.Count == 0
        ? description
        : description + "\n\nVerbs of other programs, which ./forewarn builds and starts:\n"
            + string.Join('\n', Elsewhere.Select(verb => $"{verb.Key,-10} {verb.Value}"));

    private ForewarnException Misspelled(ParseResult line, RootCommand root)
    {
        string? stray = line.UnmatchedTokens.FirstOrDefault();
        if (stray is null || line.CommandResult.Command is RootCommand { } && Elsewhere.ContainsKey(stray))
        {
            string message = stray is null
                ? line.Errors[0].Message
                : $"'{stray}' is a verb of another program: start it with ./forewarn {stray}.";
            return new ForewarnException(message, ExitCode.Usage);
        }

        var command = line.CommandResult.Command;
        string[] known = stray.StartsWith('-')
            ? [.. command.Options.Concat(root.Options).Select(option => option.Name).Distinct()]
            : [.. command.Subcommands.Select(verb => verb.Name), .. command is RootCommand ? Elsewhere.Keys : []];
        string thing = stray.StartsWith('-') ? "option" : command is RootCommand ? "verb" : "argument";
        string advice = known.Length == 0 ? "" : " " + NearestName.Advice(stray, known);
        return new ForewarnException($"Unknown {thing} '{stray}'.{advice}", ExitCode.Usage);
    }
}
