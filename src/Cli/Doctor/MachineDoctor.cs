using Forewarn.Core;

namespace Forewarn.Cli.Doctor;

/// <summary>Runs every check; a check that throws is a finding, never the end of the examination.</summary>
public sealed class MachineDoctor(IEnumerable<IMachineCheck> checks)
{
    public IReadOnlyList<CheckResult> Examine() => [.. checks.Select(Run)];

    /// <summary><see cref="ExitCode.Environment"/> if something the main job needs is missing.</summary>
    public static ExitCode Verdict(IEnumerable<CheckResult> results) =>
        results.Any(result => result.State == CheckState.Missing) ? ExitCode.Environment : ExitCode.Done;

    private static CheckResult Run(IMachineCheck check)
    {
        try
        {
            return check.Run();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return new CheckResult(check.Name, CheckState.Missing, fault.Message.ReplaceLineEndings(" "));
        }
    }
}
