using System.Runtime.CompilerServices;

namespace Forewarn.RosBridge.Rcldotnet.Tests;

/// <summary>The workspace that the build installs beside these tests, sourced for the whole process.</summary>
internal static class SourcedWorkspace
{
    public static string Prefix { get; } = Path.Combine(AppContext.BaseDirectory, "workspace");

    public static RosWorkspace Workspace { get; } = new(new AmentPrefixes([Prefix]));

    public static Func<string, string?> Environment { get; } = name => name == AmentPrefixes.Variable ? Prefix : null;

    // Tests name classes of the workspace, so it must be known before the first of them is compiled.
    [ModuleInitializer]
    internal static void Source() => Workspace.Require();
}
