using System.Diagnostics;

namespace Forewarn.Lab.Rollouts;

/// <summary>How this very program is started again, in a process of its own.</summary>
internal static class OwnProgram
{
    /// <param name="words">Verb and arguments.</param>
    public static ProcessStartInfo Start(params IEnumerable<string> words)
    {
        string assembly = typeof(OwnProgram).Assembly.Location, host = Path.ChangeExtension(assembly, null);
        // `dotnet forewarn-lab.dll` and the program's own host are both ways to be started.
        bool isHosted = File.Exists(host) && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Path.GetFileName(host);
        return isHosted ? new(host, words) : new("dotnet", [assembly, .. words]);
    }
}
