using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Forewarn.Inference.Tests;

/// <summary><c>-p:Accelerator=Cuda</c> swaps the native packages, and nothing else does.</summary>
public sealed class AcceleratorSwitchTests
{
    [Theory]
    [InlineData("Cpu", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Cuda", "Microsoft.ML.OnnxRuntime.Gpu.Linux")]
    public void The_switch_decides_the_package_and_the_lock_file(string accelerator, string package)
    {
        string root = Root();
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "msbuild", Path.Combine(root, "src", "Inference", "Forewarn.Inference.csproj"),
                $"-p:Accelerator={accelerator}", "-getItem:PackageReference", "-getProperty:NuGetLockFilePath",
            },
        };
        // The test host's own MSBuild settings are not the child's.
        foreach (var name in start.Environment.Keys.ToArray())
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var json = JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
        process.WaitForExit();
        var packages = json["Items"]!["PackageReference"]!.AsArray().Select(p => (string)p!["Identity"]!)
            .Where(p => p.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal));
        Assert.Equal([package], packages);
        Assert.EndsWith($"packages.{accelerator}.lock.json", (string)json["Properties"]!["NuGetLockFilePath"]!);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "Forewarn.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside their repository");
    }
}
