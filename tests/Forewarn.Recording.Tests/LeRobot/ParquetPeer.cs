using System.Diagnostics;
using System.Security.Cryptography;

namespace Forewarn.Recording.Tests.LeRobot;

/// <summary>
/// An independent parquet implementation, run by node from <c>tests/Interop.Npm.Parquet</c>. Its packages are installed
/// once for each state of the lock file, under <c>artifacts/</c>.
/// </summary>
internal static class ParquetPeer
{
    private const string Sources = "Interop.Npm.Parquet";

    private static readonly Lazy<string> s_installed = new(Install);

    /// <summary>Runs a script of the peer and returns what it prints.</summary>
    public static string Run(string script, params string[] arguments)
    {
        string folder = s_installed.Value;
        // Scripts change more often than packages: take them as they are now, under a name no other run writes.
        string copy = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(script)}-{Guid.NewGuid():N}.mjs");
        File.Copy(Path.Combine(Root(), "tests", Sources, script), copy);
        try
        {
            return Start("node", folder, [copy, .. arguments]);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static string Install()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (string tool in new[] { "node", "npm" })
            Assert.SkipUnless(folders.Any(f => File.Exists(Path.Combine(f, tool))), $"{tool} is not installed.");
        string sources = Path.Combine(Root(), "tests", Sources);
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(sources, "package-lock.json"))))[..16];
        string folder = Path.Combine(Root(), "artifacts", "peers", $"parquet-{hash}");
        Directory.CreateDirectory(folder);
        using var mine = Lock(Path.Combine(folder, "lock"));
        string done = Path.Combine(folder, "installed");
        if (File.Exists(done)) return folder;
        foreach (string name in new[] { "package.json", "package-lock.json", ".npmrc" })
            File.Copy(Path.Combine(sources, name), Path.Combine(folder, name), overwrite: true);
        Start("npm", folder, ["ci", "--no-audit", "--no-fund"]);
        File.WriteAllText(done, "");
        return folder;
    }

    private static string Start(string program, string folder, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} takes too long.");
        }
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }

    private static FileStream Lock(string file)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (watch.Elapsed < TimeSpan.FromMinutes(3))
            {
                Thread.Sleep(100);
            }
        }
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Forewarn.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
