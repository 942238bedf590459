namespace Forewarn.Architecture.Tests;

public sealed class BuildHouseTests
{
    private static IEnumerable<string> Projects =>
        Repository.Files(Repository.At("src"), "*.csproj").Concat(Repository.Files(Repository.At("tests"), "*.csproj"));

    [Fact]
    public void Every_project_has_a_lock_file() =>
        Assert.All(Projects, project => Assert.True(
            File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.Cpu.lock.json")), Repository.Relative(project)));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.At("Forewarn.sln")).Replace('\\', '/');
        Assert.All(Projects, project => Assert.Contains(Repository.Relative(project), solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_robot_program_restores_no_torch()
    {
        string locked = File.ReadAllText(Repository.At("src", "Cli", "packages.Cpu.lock.json"));
        Assert.DoesNotContain("torch", locked, StringComparison.OrdinalIgnoreCase);
        string training = File.ReadAllText(Repository.At("src", "Lab", "packages.Cpu.lock.json"));
        Assert.Contains("libtorch-cpu-linux-x64", training, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cpu", "libtorch-cpu-linux-x64", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Cuda", "TorchSharp-cuda-linux", "Microsoft.ML.OnnxRuntime.Gpu.Linux")]
    public void The_accelerator_switch_swaps_natives_and_lock_file(string accelerator, string torch, string onnxRuntime)
    {
        string project = Repository.At("tests", "Forewarn.Learning.Tests", "Forewarn.Learning.Tests.csproj");
        string answer = Dotnet.Run(
            "msbuild", project, $"-p:Accelerator={accelerator}", "-getProperty:NuGetLockFilePath", "-getItem:PackageReference");
        Assert.Contains($"packages.{accelerator}.lock.json", answer, StringComparison.Ordinal);
        Assert.Contains($"\"Identity\": \"{torch}\"", answer, StringComparison.Ordinal);
        Assert.Contains($"\"Identity\": \"{onnxRuntime}\"", answer, StringComparison.Ordinal);
        string other = accelerator == "Cpu" ? "cuda" : "libtorch-cpu";
        Assert.DoesNotContain($"\"Identity\": \"TorchSharp-{other}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"Identity\": \"{other}", answer, StringComparison.Ordinal);
    }
}
