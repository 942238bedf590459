using System.Globalization;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.Cli.Consoles;

/// <summary>Answers of the person at the terminal, or one that was given beforehand.</summary>
/// <param name="given">Answers the first question after <see cref="Begin"/>; null for asking at the terminal.</param>
/// <param name="input">What the person types; null for the process's own input, if a terminal is there.</param>
internal sealed class TerminalAnswers(Terminal terminal, string? given, TextReader? input = null)
{
    private string? _left;

    /// <summary>A scene begins: the given answer counts for it.</summary>
    public void Begin() => _left = given;

    /// <returns>Null where nobody answers; the question then stays open.</returns>
    public string? Of(Decision decision)
    {
        if (given is not null)
        {
            string? once = _left;
            _left = null;
            return once;
        }
        if ((input ?? Typed()) is not { } typed) return null;
        Show(terminal, decision);
        terminal.Line("Your answer (nothing to leave it):");
        return typed.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : null;
    }

    /// <summary>The question with its numbered answers.</summary>
    public static void Show(Terminal terminal, Decision decision)
    {
        terminal.Line($"Asks: {decision.Question}");
        for (int i = 0; i < (decision.Answers?.Count ?? 0); i++)
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"   {i + 1}. {decision.Answers![i]}"));
    }

    private TextReader? Typed() => terminal.IsLive && !Console.IsInputRedirected ? Console.In : null;
}
