using System.Text.Json;
using Forewarn.Core;
using Forewarn.Recording;

namespace Forewarn.Lab.Tests;

/// <summary><c>diagnose preferences</c> on files whose right advice is known.</summary>
public sealed class PreferenceDiagnosisVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("forewarn-prefs-").FullName;

    [Fact]
    public async Task LabelsInCirclesGetSelfPlayOnThePageAndInTheJson()
    {
        string file = Write("circle.jsonl", 40), page = At("circle.html"), json = At("circle.json");
        var run = (await LabRun.Of("diagnose", "preferences", file, "--report", page, "--json", json)).Done();
        Assert.Contains("Advice: self-play rebel", run.Output, StringComparison.Ordinal);
        var diagnosis = JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.GetProperty("diagnosis");
        Assert.Equal(120, diagnosis.GetProperty("pairs").GetInt32());
        Assert.Equal("selfPlayRebel", diagnosis.GetProperty("verdict").GetProperty("method").GetString());
        var unknown = diagnosis.GetProperty("verdict").GetProperty("unknown").EnumerateArray();
        Assert.Equal([1, 2, 3, 4, 6, 9], unknown.Select(i => i.GetInt32()));
        string html = await File.ReadAllTextAsync(page);
        foreach (string part in new[] { "cyclic triples", "9. Covariate shift", "Thresholds (heuristics)", "no log-probabilities" })
            Assert.Contains(part, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeAskedIsRefusedInOneLine()
    {
        string file = Write("few.jsonl", 2);
        (await LabRun.Of("diagnose", "preferences", file, "--reference", "cup-policy")).Refused("--models");
        (await LabRun.Of("diagnose", "preferences", file, "--beta", "0")).Refused("--beta");
        (await LabRun.Of("diagnose", "preferences", At("nowhere.jsonl"))).Refused("nowhere.jsonl");
        File.WriteAllText(At("empty.jsonl"), "");
        (await LabRun.Of("diagnose", "preferences", At("empty.jsonl"))).Refused("empty.jsonl", "at least one");
        var run = (await LabRun.Of("diagnose", "preferences", file)).Done();
        Assert.Contains("Advice: collect more pairs", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    /// <summary>Three plans per prompt; each beats the next, and the last the first.</summary>
    private string Write(string name, int prompts)
    {
        var stream = new SeedStreams(1).Stream("plans");
        using var file = new PreferenceFile(At(name));
        for (int i = 0; i < prompts; i++)
        {
            float[][][] plans =
                [.. Enumerable.Range(0, 3).Select(k => new[] { new[] { k + (float)stream.NextNormal(), (float)stream.NextNormal() } })];
            for (int k = 0; k < 3; k++) file.Add(Record(i, plans[k], plans[(k + 1) % 3]));
        }
        return At(name);
    }

    private static PreferenceRecord Record(int prompt, float[][] chosen, float[][] rejected)
    {
        var asked = new PreferencePrompt("grab the rim", $"sha256:{prompt}", $"sha256:{prompt}");
        return new()
        {
            Prompt = asked, PromptHash = PreferenceRecord.Hash(asked), Chosen = new(chosen), Rejected = new(rejected), PolicyId = "policy@1",
            LabelSource = "operator", EpisodeId = $"{prompt}", PrefixHash = $"{prompt}", FuturePolicyId = "policy@1", Observations = [],
            Provenance = new("2026-01-01T00:00:00Z", "run", prompt, 0, "Steered", ["x_m", "y_m"], "absolute", "base", 10,
                new Dictionary<string, string>(), "0"),
        };
    }
}
