using System.Diagnostics;

namespace Forewarn.Architecture.Tests;

/// <summary>The dotnet command, run in the repository.</summary>
internal static class Dotnet
{
    public static string Run(params string[] arguments)
    {
        var (code, output) = Try(arguments);
        Assert.True(code == 0, output);
        return output;
    }

    public static (int Code, string Output) Try(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        start.Environment["FOREWARN_HOME"] = Repository.Root;
        // Nodes left behind would keep the output pipe open long after the command itself has ended.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
