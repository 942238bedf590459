using System.Diagnostics;

namespace Forewarn.Simulation.Tests;

/// <summary>
/// Runs tests of this assembly in a process of its own: what is decided once per process (guard, OpenGL platform,
/// library file) can be tried in all its forms, and a hang or crash stays there.
/// </summary>
internal static class ChildRun
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    public static async Task<(int ExitCode, string Output)> OfClass<T>(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(T).Assembly.Location);
        foreach (var argument in new[] { "--filter-class", typeof(T).FullName!, "--ansi", "off", "--progress", "off" })
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException("The child run hangs.");
        }
        return (process.ExitCode, await output + await error);
    }
}
