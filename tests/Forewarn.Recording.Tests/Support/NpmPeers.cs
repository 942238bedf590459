using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Forewarn.Recording.Tests;

/// <summary>
/// The programs of tests/Interop.Npm, installed once per state of their files under artifacts/. Skips, saying so, where
/// Node or npm is missing.
/// </summary>
internal static class NpmPeers
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private static readonly Lazy<string> s_folder = new(Install);

    /// <summary>Standard output of one of the scripts.</summary>
    public static string Run(string script, params string[] arguments)
    {
        foreach (string command in (string[])["node", "npm"])
        {
            Assert.SkipUnless(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command))),
                $"{command} is not installed: Foxglove's libraries have not been asked");
        }

        return Start("node", s_folder.Value, [Path.Combine(s_folder.Value, script), .. arguments]);
    }

    private static string Install()
    {
        string root = Root(), source = Path.Combine(root, "tests", "Interop.Npm");
        string[] files = [.. Directory.GetFiles(source).Order(StringComparer.Ordinal)];
        string key = Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(File.ReadAllBytes)]))[..16];
        string all = Directory.CreateDirectory(Path.Combine(root, "artifacts", "npm")).FullName, folder = Path.Combine(all, key);
        using var held = Hold(Path.Combine(all, "lock"));
        if (Directory.Exists(folder)) return folder;
        string half = folder + ".tmp";
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
        Directory.CreateDirectory(half);
        foreach (string file in files) File.Copy(file, Path.Combine(half, Path.GetFileName(file)));
        Start("npm", half, ["ci", "--ignore-scripts", "--no-progress"]);
        Directory.Move(half, folder);
        return folder;
    }

    // Other test programs may install at the same time.
    private static FileStream Hold(string path)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (watch.Elapsed < s_limit)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static string Start(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_limit)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
        return output.Result;
    }

    private static string Root([CallerFilePath] string here = "")
    {
        foreach (string? start in (string?[])[AppContext.BaseDirectory, Path.GetDirectoryName(here)])
            for (var folder = new DirectoryInfo(start!); folder is not null; folder = folder.Parent!)
                if (File.Exists(Path.Combine(folder.FullName, "Forewarn.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("Forewarn.sln was not found above the tests.");
    }
}
