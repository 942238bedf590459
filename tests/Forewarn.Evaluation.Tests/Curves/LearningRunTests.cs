using Forewarn.Core;
using Forewarn.Evaluation.Curves;

namespace Forewarn.Evaluation.Tests.Curves;

public sealed class LearningRunTests : IDisposable
{
    private readonly Runs _runs = new();

    [Theory]
    [InlineData("093001-hopper-sac-s3", "hopper-sac", 3)]
    [InlineData("093001-hopper-sac-s12-2", "hopper-sac", 12)]
    [InlineData("mine", "mine", null)]
    [InlineData("ant-s5", "ant", 5)]
    public void The_folder_tells_name_and_seed(string folder, string name, int? seed)
    {
        var run = LearningRun.Read(_runs.Add(folder, "loss", null, 1));
        Assert.Equal((name, (ulong?)seed), (run.Name, run.Seed));
    }

    [Fact]
    public void Where_the_folder_is_silent_the_settings_tell_the_seed() =>
        Assert.Equal(9UL, LearningRun.Read(_runs.Add("mine", "loss", "training:\n  seed: 9\n", 1)).Seed);

    [Fact]
    public void Settings_are_read_in_both_forms_that_trainings_write()
    {
        var settings = RunSettings.Parse(
            ["# Stacked from: cup", "loop:", "  steps: 60000", "sac:", "  hidden: [64, 64]", "  critic:", "    rate: 0.0003", "  name: \"a: b\"", "", "- odd", "top: 1"]);
        Assert.Equal("60000", settings["loop.steps"]);
        Assert.Equal("[64, 64]", settings["sac.hidden"]);
        Assert.Equal("0.0003", settings["sac.critic.rate"]);
        Assert.Equal("a: b", settings["sac.name"]);
        Assert.Equal("1", settings["top"]);
        Assert.Equal(5, settings.Count);
        Assert.Empty(RunSettings.Read(_runs.Path));
    }

    [Fact]
    public void Damaged_lines_are_skipped_and_counted()
    {
        string folder = _runs.Add("cut", """
            {"step":0,"eval/return":1,"loss":null}

            {"step":10,"eval/return":2,"note":"text"}
            {"eval/return":3}
            [1, 2]
            7
            {"step":"late","eval/return":4}
            {"step":20,"eval/re
            """);
        var metrics = RunMetrics.Read(folder);
        Assert.Equal((2, 5), (metrics.Lines, metrics.DamagedLines));
        Assert.Equal(["eval/return"], metrics.Names);
        Assert.Equal([1, 2], metrics.Curve("eval/return").Values);
        Assert.True(metrics.Curve("loss").IsEmpty);
        var empty = RunMetrics.Read(_runs.Add("empty", ""));
        Assert.Equal((0, 0), (empty.Lines, empty.DamagedLines));
    }

    [Fact]
    public void A_run_under_way_can_be_read()
    {
        string folder = _runs.Add("open", "loss", null, 1, 2);
        using var writer = new FileStream(Path.Combine(folder, "metrics.jsonl"), FileMode.Append, FileAccess.Write, FileShare.Read);
        Assert.Equal(2, RunMetrics.Read(folder).Lines);
    }

    [Fact]
    public void Runs_are_found_at_any_depth_and_once()
    {
        string run = _runs.Add("day/101010-a-s1", "loss", null, 1);
        _runs.Add("day/101010-a-s2", "loss", null, 1);
        Directory.CreateDirectory(Path.Combine(_runs.Path, "empty"));
        Assert.Equal(["101010-a-s1", "101010-a-s2"], LearningRun.Find([_runs.Path, run]).Select(r => Path.GetFileName(r.Folder)));
        Assert.Contains("no metrics.jsonl", Assert.Throws<ForewarnException>(() => LearningRun.Find([Path.Combine(_runs.Path, "empty")])).Message);
        Assert.Contains("no folder", Assert.Throws<ForewarnException>(() => LearningRun.Find([Path.Combine(_runs.Path, "nowhere")])).Message);
    }

    [Fact]
    public void Groups_differ_in_more_than_the_seed()
    {
        foreach (int seed in new[] { 1, 2 })
        {
            _runs.Add($"000000-sac-s{seed}", "loss", $"sac:\n  alpha: 0.1\n  seed: {seed}\nloop:\n  minutes: {seed}\n", 1);
            _runs.Add($"000001-sac-s{seed}", "loss", $"sac:\n  alpha: 0.2\n  seed: {seed}\n", 1);
            _runs.Add($"000002-bc-s{seed}", "loss", null, 1);
        }
        var runs = LearningRun.Find([_runs.Path]);
        Assert.Equal(["bc", "sac alpha=0.1", "sac alpha=0.2"], RunGroups.Of(runs).Select(g => g.Label).Order());
        Assert.All(RunGroups.Of(runs), g => Assert.Equal(2, g.Runs.Count));
        Assert.Equal(["0.1", "0.2", "–"], RunGroups.By(runs, ["alpha"]).Select(g => g.Label).Order());
        Assert.Equal(["bc", "sac"], RunGroups.By(runs, ["name"]).Select(g => g.Label).Order());
        Assert.Equal(6, RunGroups.By(runs, ["run"]).Count);
        Assert.Equal(3, RunGroups.By(runs, ["name", "sac.alpha"]).Count);
        Assert.Contains("These differ between the runs: sac.alpha.", Assert.Throws<ForewarnException>(() => RunGroups.By(runs, ["beta"])).Message);
    }

    public void Dispose() => _runs.Dispose();
}
