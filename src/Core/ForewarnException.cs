namespace Forewarn.Core;

/// <summary>
/// An error a person can act on. The message names the thing, what was found, what was wanted and how to fix it;
/// the command line prints it alone and exits with <see cref="ExitCode"/>.
/// </summary>
public sealed class ForewarnException : Exception
{
    public ForewarnException(string message, ExitCode exitCode = ExitCode.Failed, Exception? cause = null)
        : base(message, cause) => ExitCode = exitCode;

    public ExitCode ExitCode { get; }

    /// <summary>Builds the one message shape used everywhere: thing, found, wanted, fix.</summary>
    public static ForewarnException Of(
        string thing, string found, string wanted, string fix, ExitCode exitCode = ExitCode.Failed, Exception? cause = null)
        => new($"{thing}: found {found}, wanted {wanted}. {fix}", exitCode, cause);
}
