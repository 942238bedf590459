using System.Text.Json;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Doctor;
using Forewarn.Cli.Output;
using Forewarn.Core;

namespace Forewarn.Cli.Tests;

public sealed class DoctorTests
{
    [Fact]
    public void A_check_that_throws_is_a_finding()
    {
        var results = new MachineDoctor([new FixedCheck(() => throw new InvalidOperationException("no luck")), Works()]).Examine();
        Assert.Equal([CheckState.Missing, CheckState.Works], results.Select(result => result.State));
        Assert.Equal("no luck", results[0].Finding);
        Assert.Equal(ExitCode.Environment, MachineDoctor.Verdict(results));
    }

    [Fact]
    public void Limits_do_not_fail_the_machine() => Assert.Equal(ExitCode.Done, MachineDoctor.Verdict(
        new MachineDoctor([Works(), new FixedCheck(() => new("x", CheckState.Limited, "slow"))]).Examine()));

    [Fact]
    public async Task The_doctor_reports_every_check_as_text_and_as_json()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "deep", "doctor.json");
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("A test.", CliVerbs.All, CliSections.Schema)
            .RunAsync(["doctor", "--json", file], Terminal.Over(output, error));
        Assert.Empty(error.ToString());
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        Assert.Equal(exit, json.RootElement.GetProperty("exit").GetInt32());
        string[] names = [.. json.RootElement.GetProperty("checks").EnumerateArray()
            .Select(check => check.GetProperty("name").GetString()!)];
        Assert.Equal([".NET", "cores", "disk", "MuJoCo", "C compiler", "OpenGL", "ONNX Runtime", "CycloneDDS", "models"], names);
        Assert.All(names, name => Assert.Contains(name, output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("""{"format":"forewarn-model/9"}""")]
    public void A_missing_or_damaged_model_is_named(string? manifest)
    {
        using var folder = new TemporaryFolder();
        folder.Write("launch/configs/x.yaml", "");
        if (manifest is not null) folder.Write("models/cup-policy/manifest.json", manifest);
        var result = new ModelsCheck(new Home(folder.Path), new ModelNames()).Run();
        Assert.Equal(CheckState.Missing, result.State);
        Assert.Contains("cup-policy", result.Finding, StringComparison.Ordinal);
    }

    private static FixedCheck Works() => new(() => new("y", CheckState.Works, "fine"));

    private sealed class FixedCheck(Func<CheckResult> run) : IMachineCheck
    {
        public string Name => "x";

        public CheckResult Run() => run();
    }
}
