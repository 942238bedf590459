using System.Diagnostics;

namespace Forewarn.Architecture.Tests;

/// <summary>Programs that a machine may or may not have.</summary>
internal static class Commands
{
    /// <returns>Exit code and both outputs; skips the test, saying so, where the program is missing.</returns>
    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))),
            $"{program} is not installed: what it would check has not been checked");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
