using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Policies;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Inference;

namespace Forewarn.Lab.Tests;

/// <summary>From labels of the simulator to a tuned package, and what it takes to promote that.</summary>
[Collection(PipelineCollection.Name)]
public sealed class TuneVerbTests : IDisposable
{
    private const string Wish = "pick up the mug by the handle";
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-tune-").FullName;

    [Fact]
    public async Task A_tuned_policy_is_a_package_of_its_own_and_is_promoted_by_evidence_only()
    {
        string file = At("pairs.jsonl");
        (await LabRun.Of("data", "prefs", "collect", "--source", "outcome", "--wish", Wish, "-n", "12", "--seed", "3", "--out", file)).Done();
        var run = (await LabRun.Of("tune", "distill", "--target", "policy", "--data", file, "--name", "tuned",
            "tune_policy.tuning.training.steps=6", "tune_policy.diffusion.reward.training.steps=6")).Done();
        string folder = run.Folder, package = Path.Combine(folder, "package");
        Assert.Contains(package, run.Output, StringComparison.Ordinal);
        Assert.Contains("Held out", await File.ReadAllTextAsync(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        string hash = Hash(package);
        Assert.NotEqual(Hash(Path.Combine(Home, "models", "cup-policy")), hash);

        (await LabRun.Of("tune", "promote", folder, "--comparison", At("none.json"), "--to", Target)).Refused("none.json");
        Assert.Contains("above 0", await Denied(folder, Comparison(hash, low: -0.1)), StringComparison.Ordinal);
        Assert.Contains("very package", await Denied(folder, Comparison("0123456789abcdef", low: 0.1)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Target));

        (await LabRun.Of("tune", "promote", folder, "--comparison", Comparison(hash, low: 0.1), "--to", Target)).Done();
        Assert.Equal(hash, Hash(Target));
        Assert.Contains("gain +0.200", await File.ReadAllTextAsync(Path.Combine(Target, "MODELCARD.md")), StringComparison.Ordinal);
        (await LabRun.Of("tune", "promote", folder, "--comparison", Comparison(hash, low: 0.1), "--to", Target)).Refused("--replace");
    }

    [Fact]
    public async Task What_cannot_be_tuned_is_refused_in_one_line()
    {
        (await LabRun.Of("tune", "dpo", "--target", "policy", "--data", At("nowhere.jsonl"))).Refused("nowhere.jsonl");
        File.WriteAllText(At("broken.jsonl"), "{\"prompt\": 1}\n");
        var broken = await LabRun.Of("tune", "dpo", "--target", "policy", "--data", At("broken.jsonl"));
        Assert.Equal(1, broken.Exit);
        Assert.Contains("broken.jsonl", broken.Error, StringComparison.Ordinal);
        (await LabRun.Of("tune", "dpo", "--target", "policy", "--data", At("broken.jsonl"), "tune_policy.tuning.dpo.beta=0")).Refused("beta");
        (await LabRun.Of("tune", "dpo", "--target", "policy", "--data", At("broken.jsonl"), "tune_policy.diffusion.chain.last_steps=3")).Refused("last_steps");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => At("promoted");

    private static string Home => Cli.CommandLine.Home.Find().Root;

    private string At(string name) => Path.Combine(_folder, name);

    private static string Hash(string folder)
    {
        using var package = ModelPackage.Load(folder);
        return package.Manifest.Sha256;
    }

    private async Task<string> Denied(string folder, string comparison)
    {
        var run = await LabRun.Of("tune", "promote", folder, "--comparison", comparison, "--to", Target);
        Assert.Equal(1, run.Exit);
        return run.Error;
    }

    private string Comparison(string hash, double low)
    {
        string path = At($"comparison-{hash[..8]}-{low}.json");
        PolicyFigures Of(string name, string sha, MetricInterval? gain) => new(
            name, sha, new(0.5, 0.4, 0.6, 100), gain, gain is null ? null : McNemarTest.Of(30, 10),
            new Dictionary<ulong, double> { [1] = 0.5 }, new Dictionary<string, double> { ["handle"] = 0.5 });
        var run = new RunRecord("./forewarn eval policies", [1], 100, new Dictionary<string, string>(), "2026-01-01", "a machine");
        EvaluationJson.Write(path, new PolicyResults(run, ["handle"], 1, [Of("cup-policy", "base", null), Of("tuned", hash, new(0.2, low, 0.3, 100))]));
        return path;
    }
}
