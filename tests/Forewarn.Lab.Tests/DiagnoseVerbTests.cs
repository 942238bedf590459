using System.Text.Json;
using Forewarn.Learning.Preferences.Studies;

namespace Forewarn.Lab.Tests;

public sealed class DiagnoseVerbTests
{
    [Fact]
    public async Task Without_a_name_every_study_is_listed_with_its_claim()
    {
        var run = (await LabRun.Of("diagnose", "study")).Done();
        foreach (var study in PreferenceStudies.All)
        {
            Assert.Contains(study.Name, run.Output, StringComparison.Ordinal);
            Assert.Contains(study.Summary, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_study_prints_its_figures_and_writes_them()
    {
        string json = Path.Combine(Directory.CreateTempSubdirectory("forewarn-study-").FullName, "study.json");
        var run = (await LabRun.Of("diagnose", "study", "multi-turn", "--seeds", "2", "--json", json)).Done();
        Assert.Contains("derail/exact/refuel/return", run.Output, StringComparison.Ordinal);
        Assert.Contains("over 2 seeds.", run.Output, StringComparison.Ordinal);

        using var written = JsonDocument.Parse(File.ReadAllText(json));
        var result = written.RootElement.GetProperty("result");
        Assert.Equal("multi-turn", result.GetProperty("study").GetString());
        Assert.Equal(2, result.GetProperty("seeds").GetArrayLength());
        string command = written.RootElement.GetProperty("command").GetString()!;
        Assert.StartsWith("./forewarn diagnose study multi-turn", command, StringComparison.Ordinal);
        var figure = result.GetProperty("figures").EnumerateArray()
            .Single(f => f.GetProperty("name").GetString() == "derail/exact/last_turn_dpo/return");
        Assert.Equal(0.062050, figure.GetProperty("value").GetProperty("value").GetDouble(), 1e-6);
        Assert.Equal("supported", figure.GetProperty("verdict").GetString());
        Directory.Delete(Path.GetDirectoryName(json)!, recursive: true);
    }

    [Fact]
    public async Task A_mistyped_study_and_a_single_seed_are_refused()
    {
        (await LabRun.Of("diagnose", "study", "bandid")).Refused("'bandid'", "Did you mean 'bandit'?");
        (await LabRun.Of("diagnose", "study", "bandit", "--seeds", "1")).Refused("--seeds", "two or more");
    }
}
