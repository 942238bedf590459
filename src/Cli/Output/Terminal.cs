using Spectre.Console;

namespace Forewarn.Cli.Output;

/// <summary>
/// What a person sees. Live bars and color on a terminal; plain lines when piped; no color with <c>NO_COLOR</c>.
/// </summary>
public sealed class Terminal
{
    private Terminal(IAnsiConsole console, TextWriter output, TextWriter error, bool isLive)
    {
        (Console, Out, Error, IsLive) = (console, output, error, isLive);
    }

    public IAnsiConsole Console { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Whether lines may be redrawn: someone watches a terminal.</summary>
    public bool IsLive { get; }

    /// <summary>The process's own streams.</summary>
    public static Terminal Standard()
    {
        bool live = !System.Console.IsOutputRedirected;
        return Over(System.Console.Out, System.Console.Error, live, Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 });
    }

    /// <summary>A terminal over any writers.</summary>
    public static Terminal Over(TextWriter output, TextWriter error, bool isLive = false, bool noColor = true)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isLive && !noColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isLive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        // A pipe has no width: wrapping at a guessed one would break lines that other programs read.
        if (!isLive) console.Profile.Width = 200;
        return new Terminal(console, output, error, isLive);
    }

    public void Line(string text = "") => Console.WriteLine(text);

    /// <summary>One line on the error stream, red where color is wanted.</summary>
    public void Fault(string message)
    {
        string oneLine = message.ReplaceLineEndings(" ");
        bool red = IsLive && !System.Console.IsErrorRedirected && Console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
        Error.WriteLine(red ? $"\u001b[31m{oneLine}\u001b[0m" : oneLine);
    }
}
