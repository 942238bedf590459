using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Forewarn.Cli.CommandLine;

/// <summary>The parser's own help with the verb's examples below it.</summary>
internal sealed class VerbHelp(HelpAction plain, IReadOnlyDictionary<Command, IReadOnlyList<VerbExample>> examples)
    : SynchronousCommandLineAction
{
    // Whoever asks for help need not have typed the rest right.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = plain.Invoke(parseResult);
        var lines = Examples(parseResult.CommandResult);
        if (lines.Count == 0) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        int width = lines.Max(line => line.Arguments.Length);
        foreach (var line in lines) output.WriteLine($"  ./forewarn {line.Arguments.PadRight(width)}   {line.Effect}");
        output.WriteLine();
        return code;
    }

    // A verb keeps the examples of its subcommands, which show those that begin with their own words.
    private IReadOnlyList<VerbExample> Examples(CommandResult asked)
    {
        if (examples.TryGetValue(asked.Command, out var own)) return own;
        string words = asked.Command.Name;
        for (var above = asked.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
        {
            words = $"{above.Command.Name} {words}";
            if (examples.TryGetValue(above.Command, out var all))
                return [.. all.Where(line => line.Arguments.StartsWith(words, StringComparison.Ordinal))];
        }
        return [];
    }
}
