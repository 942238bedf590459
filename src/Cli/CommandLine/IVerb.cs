using System.CommandLine;

namespace Forewarn.Cli.CommandLine;

/// <summary>One word of the command line and the work behind it.</summary>
public interface IVerb
{
    /// <summary>Command lines worth copying, each with what it does; shown below the verb's help.</summary>
    IReadOnlyList<VerbExample> Examples { get; }

    /// <summary>Builds the command; its action returns an exit code or throws <see cref="Core.ForewarnException"/>.</summary>
    Command Define(Session session);
}
