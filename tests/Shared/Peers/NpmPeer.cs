using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Forewarn.Tests;

/// <summary>
/// An independent program of <c>tests/Interop.Npm.*</c>, run by Node. Its packages are installed once per state of its files
/// under <c>artifacts/</c>. Skips, saying so, where Node or npm is missing.
/// </summary>
/// <param name="folder">Below <c>tests/</c>.</param>
internal sealed class NpmPeer(string folder)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly Lazy<string> _installed = new(() => Install(folder));

    /// <summary>MCAP and ROS messages by Foxglove's libraries.</summary>
    public static NpmPeer Mcap { get; } = new("Interop.Npm.Mcap");

    /// <summary>Chat templates by Hugging Face's Jinja.</summary>
    public static NpmPeer Jinja { get; } = new("Interop.Npm.Jinja");

    /// <summary>Parquet by hyparquet.</summary>
    public static NpmPeer Parquet { get; } = new("Interop.Npm.Parquet");

    /// <summary>Foxglove's own WebSocket client.</summary>
    public static NpmPeer Foxglove { get; } = new("Interop.Npm.Foxglove");

    /// <summary>Standard output of one of its scripts.</summary>
    public string Run(string script, params string[] arguments) => RunAsync(script, null, arguments).GetAwaiter().GetResult();

    /// <param name="meanwhile">Done again and again while the script runs; null for nothing.</param>
    public async Task<string> RunAsync(string script, Action? meanwhile, params string[] arguments)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (string command in (string[])["node", "npm"])
            Assert.SkipUnless(folders.Any(f => File.Exists(Path.Combine(f, command))), $"{command} is not installed: {folder} has not been asked");
        Task<string> output = StartAsync("node", _installed.Value, [Path.Combine(_installed.Value, script), .. arguments]);
        while (meanwhile is not null && !output.IsCompleted)
        {
            meanwhile();
            await Task.WhenAny(output, Task.Delay(20));
        }
        return await output;
    }

    private static string Install(string name)
    {
        string root = Root(), source = Path.Combine(root, "tests", name);
        string[] files = [.. Directory.GetFiles(source).Order(StringComparer.Ordinal)];
        string key = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..16];
        string all = Directory.CreateDirectory(Path.Combine(root, "artifacts", "npm")).FullName, folder = Path.Combine(all, key);
        using var held = HeldFile.Hold(Path.Combine(all, "lock"), s_limit);
        if (Directory.Exists(folder)) return folder;
        string half = folder + ".tmp";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        Directory.CreateDirectory(half);
        foreach (string file in files) File.Copy(file, Path.Combine(half, Path.GetFileName(file)));
        StartAsync("npm", half, ["ci", "--ignore-scripts", "--no-progress"]).GetAwaiter().GetResult();
        Directory.Move(half, folder);
        return folder;
    }

    private static async Task<string> StartAsync(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(s_limit);
        using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
        return await output;
    }

    private static string Root([CallerFilePath] string here = "")
    {
        foreach (string? start in (string?[])[AppContext.BaseDirectory, Path.GetDirectoryName(here)])
            for (var folder = new DirectoryInfo(start!); folder is not null; folder = folder.Parent!)
                if (File.Exists(Path.Combine(folder.FullName, "Forewarn.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Forewarn.sln was not found above the tests.");
    }
}
