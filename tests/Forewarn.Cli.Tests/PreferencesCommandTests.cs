using System.Text.Json.Nodes;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Cli.Verbs;
using Forewarn.Recording;

namespace Forewarn.Cli.Tests;

public sealed class PreferencesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Labels_of_people_are_gathered_once()
    {
        Write("ann/one.jsonl", Judged(1, "ann"), Judged(2, "ann"));
        Write("bob.jsonl", Judged(1, "bob"), Judged(1, "bob"));
        string to = At("all.jsonl"), json = At("totals.json");
        var (exit, output, error) = await Run("collect", "--source", "operator", "--from", At("ann"), At("bob.jsonl"), "--out", to, "--json", json);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("3 records added from 2 files; 1 were known", output, StringComparison.Ordinal);
        Assert.Equal(3, JsonNode.Parse(File.ReadAllText(json))!["added"]!.GetValue<int>());
        Assert.Equal(3, PreferenceFile.Read(to).Count);
        (exit, output, _) = await Run("collect", "--source", "operator", "--from", At("ann"), "--out", to);
        Assert.Equal(0, exit);
        Assert.Contains("0 records added", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_name_wishes_labelers_and_agreement()
    {
        Write("all.jsonl", Judged(1, "ann"), Judged(1, "bob"), Judged(2, "ann") with { Tie = true });
        var (exit, output, _) = await Run("stats", At("all.jsonl"), "--json", At("stats.json"));
        Assert.Equal(0, exit);
        Assert.Matches(@"labeler +ann +2", output);
        Assert.Matches(@"agreement +1 +1", output);
        var stats = JsonNode.Parse(File.ReadAllText(At("stats.json")))!;
        Assert.Equal((3, 1, 3), (stats["records"]!.GetValue<int>(), stats["ties"]!.GetValue<int>(), stats["wishes"]!["lift it"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Sound_files_pass_and_ties_are_no_fault()
    {
        Write("all.jsonl", Judged(1, "ann"), Judged(2, "ann") with { Tie = true });
        Assert.Equal((0, ""), Only(await Run("validate", At("all.jsonl"))));
        var (exit, output, error) = await Run("validate", At("all.jsonl"), "--for", "dpo");
        Assert.Equal((0, ""), (exit, error));
        Assert.Matches(@"1 +tie +2 +neither side is better", output);
        Assert.Contains("2 rows, 1 usable for dpo", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_have_reasons_counts_and_line_numbers()
    {
        Write("all.jsonl", Judged(1, "ann"), Judged(1, "ann"), Judged(2, "ann") with { PromptHash = "00" });
        File.AppendAllText(At("all.jsonl"), "no json\n");
        var (exit, output, error) = await Run("validate", At("all.jsonl"), "--json", At("faults.json"));
        Assert.Equal((1, ""), (exit, error));
        Assert.Matches(@"1 +duplicate +2 ", output);
        Assert.Matches(@"1 +mixed prompts +3 ", output);
        Assert.Matches(@"1 +unparsable +4 ", output);
        var json = JsonNode.Parse(File.ReadAllText(At("faults.json")))!;
        Assert.Equal((4, 1, 1), (json["count"]!.GetValue<int>(), json["usable"]!.GetValue<int>(), json["reasons"]!["duplicate"]!.GetValue<int>()));
        Assert.Equal((2, "duplicate"), (json["dropped"]![0]!["line"]!.GetValue<int>(), json["dropped"]![0]!["reason"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_method_that_lacks_something_is_refused_by_name_of_another()
    {
        Write("all.jsonl", Judged(1, "ann"));
        var (exit, _, error) = await Run("validate", At("all.jsonl"), "--for", "refuel");
        Assert.Equal(1, exit);
        Assert.Contains("no log-probabilities", error, StringComparison.Ordinal);
        Assert.Contains("'dpo' could use this file", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Foreign_policies_are_told_against_a_shipped_package()
    {
        Write("all.jsonl", Judged(1, "ann"));
        var (exit, output, _) = await Run("validate", At("all.jsonl"), "--model", "cup-policy");
        Assert.Equal(1, exit);
        Assert.Matches("foreign policy +1 +drawn by p@1", output);
    }

    [Theory]
    [InlineData("--source", "collect", "--source", "oracle", "--wish", "pick up the mug by the handle", "--out", "x.jsonl")]
    [InlineData("--from", "collect", "--source", "operator", "--out", "x.jsonl")]
    [InlineData("--wish", "collect", "--source", "outcome", "--out", "x.jsonl")]
    [InlineData("pick up the mug by the handle", "collect", "--source", "outcome", "--wish", "pick up the mug by the handel", "--out", "x.jsonl")]
    [InlineData("'lid'", "collect", "--source", "outcome", "--wish", "by the lid", "--accept", "lid", "--out", "x.jsonl")]
    [InlineData("--pick", "collect", "--source", "outcome", "--wish", "pick up the mug by the handle", "--pick", "best", "--out", "x.jsonl")]
    [InlineData("'magic'", "validate", "x.jsonl", "--for", "magic")]
    [InlineData("x.jsonl", "stats", "x.jsonl")]
    public async Task Wrong_arguments_are_one_line_that_says_what_to_do(string named, params string[] arguments)
    {
        var (exit, _, error) = await Run([.. arguments.Select(a => a == "x.jsonl" ? At(a) : a)]);
        Assert.Equal(2, exit);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(At("x.jsonl")));
    }

    [Fact]
    public async Task Labels_of_people_are_not_mixed_into_a_collection_that_goes_on()
    {
        Write("ann.jsonl", Judged(1, "ann"));
        Write("collected.jsonl", Judged(2, "physics"));
        File.WriteAllText(At("collected.jsonl.scenes"), "");
        var (exit, _, error) = await Run("collect", "--source", "operator", "--from", At("ann.jsonl"), "--out", At("collected.jsonl"));
        Assert.Equal(2, exit);
        Assert.Contains("another collection", error, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private void Write(string name, params PreferenceRecord[] records)
    {
        using var file = new PreferenceFile(At(name));
        foreach (var record in records) file.Add(record);
    }

    private static (int, string) Only((int Exit, string Output, string Error) result) => (result.Exit, result.Error);

    private static PreferenceRecord Judged(float first, string labeler)
    {
        var prompt = new PreferencePrompt("lift it", "o", "h");
        return new()
        {
            Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt), Chosen = new([[first]]), Rejected = new([[first + 10]]), PolicyId = "p@1",
            LabelSource = "operator", LabelerId = labeler, EpisodeId = "e", PrefixHash = "h", FuturePolicyId = "p@1", Observations = [],
            Provenance = new("", "run", 0, 0, "Steered", [], "absolute", "base", 10, new Dictionary<string, string>(), "1"),
        };
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exit = await new ForewarnProgram("A test.", [new DataVerb()], CliSections.Schema)
            .RunAsync(["data", "prefs", .. arguments], Terminal.Over(output, error));
        return (exit, output.ToString(), error.ToString());
    }
}
