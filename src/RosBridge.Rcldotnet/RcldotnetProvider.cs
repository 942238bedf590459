using System.Reflection;
using System.Runtime.CompilerServices;
using Forewarn.Core;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>Opens the middleware of a sourced ROS workspace. Nothing of the workspace is needed before.</summary>
public static class RcldotnetProvider
{
    /// <param name="environment">Value of a variable; null when it is not set.</param>
    /// <exception cref="ForewarnException">rcldotnet is missing, incomplete or does not start; the message says what and why.</exception>
    public static IRosTransport Open(Func<string, string?> environment)
    {
        var workspace = new RosWorkspace(AmentPrefixes.Of(environment));
        workspace.Require();
        try
        {
            return Start(workspace);
        }
        catch (Exception fault) when (fault is not ForewarnException)
        {
            throw ForewarnException.Of("rcldotnet", Reason(fault), "a workspace that starts",
                "Source it in this shell (its native libraries are found by LD_LIBRARY_PATH), at the commit that docs/operate/ros2.md names.",
                ExitCode.Environment, fault);
        }
    }

    // Separate, so that classes of the workspace are looked for after it has been made known.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RcldotnetTransport Start(RosWorkspace workspace) => new(workspace);

    private static string Reason(Exception fault) => fault switch
    {
        TypeInitializationException { InnerException: { } inner } => Reason(inner),
        TargetInvocationException { InnerException: { } inner } => Reason(inner),
        _ => $"{fault.GetType().Name} '{fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}'",
    };
}
