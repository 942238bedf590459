using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

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
        if (!examples.TryGetValue(parseResult.CommandResult.Command, out var lines) || lines.Count == 0) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        int width = lines.Max(line => line.Arguments.Length);
        foreach (var line in lines) output.WriteLine($"  ./forewarn {line.Arguments.PadRight(width)}   {line.Effect}");
        output.WriteLine();
        return code;
    }
}
