using System.Text.Json.Nodes;
using Forewarn.Core;

namespace Forewarn.Recording.Tests.Preferences;

public sealed class PreferenceReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sound_rows_are_read_and_blank_lines_are_no_rows()
    {
        var rows = Read(null, null, Line(1), "", Line(2), "   ");
        Assert.Equal((2, 2, 0), (rows.Records.Count, rows.Count, rows.Dropped.Count));
        Assert.Equal(Records.Of(2).ToJson(), rows.Records[1].ToJson());
    }

    [Theory]
    [InlineData("not json", PreferenceFault.Unparsable)]
    [InlineData("[1, 2]", PreferenceFault.Unparsable)]
    [InlineData("{\"prompt\": \"half a li", PreferenceFault.Unparsable)]
    [InlineData("{\"prompt\": \"a\", \"prompt\": \"b\"}", PreferenceFault.Unparsable)]
    [InlineData("{}", PreferenceFault.Incomplete)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\"}", PreferenceFault.Incomplete)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": {\"actions\": [[1]]}}", PreferenceFault.Incomplete)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"b\", \"chosen_reward\": NaN}", PreferenceFault.NotFinite)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"b\", \"chosen_reward\": -Infinity}", PreferenceFault.NotFinite)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"b\", \"chosen_reward\": \"high\"}", PreferenceFault.Incomplete)]
    [InlineData("{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"a\"}", PreferenceFault.SamePlan)]
    [InlineData("{\"prompt\": \"p\", \"completion\": \"a\", \"label\": \"perhaps\"}", PreferenceFault.Incomplete)]
    public void A_line_that_is_no_row_is_told_by_its_number_and_costs_no_other(string line, PreferenceFault wanted)
    {
        var rows = Read(null, null, Line(1), line, Line(2));
        var drop = Assert.Single(rows.Dropped);
        Assert.Equal((2, wanted), (drop.Line, drop.Reason));
        Assert.NotEmpty(drop.Detail);
        Assert.Equal(2, rows.Records.Count);
    }

    [Fact]
    public void Each_fault_of_a_record_has_its_reason()
    {
        Check(PreferenceFault.MixedPrompts, row => row["prompt_hash"] = "00");
        Check(PreferenceFault.MixedPrompts, row => row["prompt"]!["task"] = "by the rim");
        Check(PreferenceFault.MixedPrompts, row => row["rejected"]!["prompt_hash"] = "00");
        Check(PreferenceFault.MixedPrompts, row => (row["chosen_prompt_hash"], row["rejected_prompt_hash"]) = ("01", "02"));
        Check(PreferenceFault.NotFinite, row => row["chosen"]!["actions"]![0]![1] = "NaN");
        Check(PreferenceFault.NotFinite, row => row["rejected"]!["actions"]![1]![0] = JsonNode.Parse("1e99"));
        Check(PreferenceFault.NotFinite, row => row["chosen_logp"] = "Infinity");
        Check(PreferenceFault.SamePlan, row => row["rejected"] = row["chosen"]!.DeepClone());
        Check(PreferenceFault.Incomplete, row => row["chosen"]!["actions"] = new JsonArray());
        Check(PreferenceFault.Incomplete, row => row["chosen"]!["actions"]![0] = new JsonArray(1.0));
        foreach (string column in new[] { "policy_id", "prefix_hash", "observations", "provenance" })
            Assert.Contains(column, Check(PreferenceFault.Incomplete, row => row.Remove(column)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Bare_NaN_as_python_writes_it_is_not_called_unparsable()
    {
        string line = Line(1).Replace("[0.25,0.5]", "[NaN, 0.5]", StringComparison.Ordinal).Replace("[1,0.5]", "[NaN, 0.5]", StringComparison.Ordinal);
        Assert.Contains("NaN", line, StringComparison.Ordinal);
        Assert.Equal(PreferenceFault.NotFinite, Assert.Single(Read(null, null, line).Dropped).Reason);
    }

    [Fact]
    public void The_same_judgment_counts_once_another_persons_counts_again()
    {
        var other = Records.Of(1) with { LabelerId = "somebody else" };
        var rows = Read(null, null, Line(1), Line(1), other.ToJson(), (Records.Of(1) with { EpisodeId = "copied" }).ToJson());
        Assert.Equal(2, rows.Records.Count);
        Assert.Equal([(2, PreferenceFault.Duplicate), (4, PreferenceFault.Duplicate)], rows.Dropped.Select(d => (d.Line, d.Reason)));
    }

    [Fact]
    public void Plans_of_another_policy_are_foreign()
    {
        string foreign = (Records.Of(2) with { PolicyId = "p@2" }).ToJson();
        Assert.Equal(2, Assert.Single(Read(null, "p@1", Line(1), foreign).Dropped).Line);
        Assert.Equal(PreferenceFault.ForeignPolicy, Assert.Single(Read(null, "1", Line(1), foreign).Dropped).Reason);
        Assert.Empty(Read(null, null, Line(1), foreign).Dropped);
    }

    [Fact]
    public void A_method_takes_what_it_needs()
    {
        var good = Records.Of(1) with { ChosenLogp = -1, RejectedLogp = -2, ChosenReward = 1, RejectedReward = 0 };
        string[] lines =
        [
            good.ToJson(), (good with { LabelerId = "b", Tie = true, RejectedReward = 1 }).ToJson(),
            (good with { LabelerId = "c", RejectedLogp = null }).ToJson(),
            (good with { LabelerId = "d", ChosenReward = null }).ToJson(), (good with { LabelerId = "e", FuturePolicyId = "p@9" }).ToJson(),
            "{\"prompt\": \"p\", \"completion\": \"a\", \"label\": true}",
        ];
        Assert.Equal([PreferenceFault.Tie, PreferenceFault.Unpaired], Reasons("dpo"));
        Assert.Equal([PreferenceFault.NoLogProbabilities, PreferenceFault.NoRewards, PreferenceFault.Unpaired], Reasons("rebel"));
        Assert.Equal(
            [PreferenceFault.NoLogProbabilities, PreferenceFault.NoRewards, PreferenceFault.MixedFutures, PreferenceFault.Unpaired], Reasons("refuel"));
        // The policy itself can be asked for the log-probabilities of its own plans.
        Assert.Equal([PreferenceFault.NoRewards, PreferenceFault.Unpaired], Reasons("rebel", "p@1"));

        PreferenceFault[] Reasons(string method, string? policy = null) => [.. Read(PreferenceNeeds.Of(method), policy, lines).Dropped.Select(d => d.Reason)];
    }

    [Fact]
    public void Sides_of_two_pasts_are_refused_where_futures_are_compared()
    {
        var good = Records.Of(1) with { ChosenLogp = -1, RejectedLogp = -2, ChosenReward = 1, RejectedReward = 0 };
        var row = JsonNode.Parse(good.ToJson())!.AsObject();
        row["rejected"]!["prefix_hash"] = "other";
        Assert.Equal(PreferenceFault.MixedPrefixes, Assert.Single(Read(PreferenceNeeds.Of("refuel"), null, row.ToJsonString()).Dropped).Reason);
        Assert.Empty(Read(PreferenceNeeds.Of("rebel"), null, row.ToJsonString()).Dropped);
        row = JsonNode.Parse(good.ToJson())!.AsObject();
        row["chosen"]!["future_policy_id"] = "q@1";
        Assert.Equal(PreferenceFault.MixedFutures, Assert.Single(Read(PreferenceNeeds.Of("refuel"), null, row.ToJsonString()).Dropped).Reason);
    }

    [Fact]
    public void Paired_texts_are_read_in_both_spellings_and_as_messages()
    {
        var rows = Read(null, null,
            "{\"prompt\": \"p\", \"chosen\": \"a\", \"rejected\": \"b\"}",
            "{\"prompt\": \"p\", \"chosen\": \"a\", \"reject\": \"c\", \"chosen_reward\": 2.5, \"reject_reward\": -1, \"reject_logp\": -3}",
            "{\"chosen\": [{\"role\": \"user\", \"content\": \"p\"}, {\"role\": \"assistant\", \"content\": \"a\"}], "
            + "\"rejected\": [{\"role\": \"user\", \"content\": \"p\"}]}");
        Assert.Empty(rows.Dropped);
        Assert.Equal(new("p", "a", "b"), rows.Texts[0]);
        Assert.Equal(("c", -1, -3), (rows.Texts[1].Rejected, rows.Texts[1].RejectedReward, rows.Texts[1].RejectedLogp));
        Assert.Equal(("", "user: p\nassistant: a"), (rows.Texts[2].Prompt, rows.Texts[2].Chosen));
    }

    [Fact]
    public void Records_with_the_other_spelling_are_records()
    {
        var row = JsonNode.Parse(Line(1))!.AsObject();
        foreach (string column in new[] { "rejected", "rejected_logp", "rejected_reward" })
        {
            var value = row[column];
            row.Remove(column);
            row[column.Replace("rejected", "reject", StringComparison.Ordinal)] = value;
        }
        Assert.Equal(Line(1), Assert.Single(Read(null, null, row.ToJsonString()).Records).ToJson());
    }

    [Fact]
    public void Single_completions_are_recognized()
    {
        var rows = Read(null, null, "{\"prompt\": \"p\", \"completion\": \"a\", \"label\": false}",
            "{\"prompt\": {\"task\": \"lift it\"}, \"completion\": {\"actions\": [[1, 2]], \"narration\": \"lifts\"}, \"label\": true}");
        Assert.Equal(new("p", "a", null, false), rows.Unpaired[0]);
        Assert.Equal(("lift it", "lifts", true), (rows.Unpaired[1].Prompt, rows.Unpaired[1].Completion, rows.Unpaired[1].Label));
        Assert.Equal([1f, 2f], rows.Unpaired[1].Plan!.Actions[0]);
    }

    [Fact]
    public void A_method_that_cannot_learn_from_a_file_names_one_that_can()
    {
        string path = Write(Line(1), Line(2));
        var refusal = Assert.Throws<ForewarnException>(() => PreferenceReader.Require(path, PreferenceNeeds.Of("rebel")));
        Assert.Equal(ExitCode.Failed, refusal.ExitCode);
        Assert.Contains("2 x no log-probabilities", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'dpo'", refusal.Message, StringComparison.Ordinal);
        path = Write("{\"prompt\": \"p\", \"completion\": \"a\", \"label\": true}");
        Assert.Contains("'dpo' could use such pairs",
            Assert.Throws<ForewarnException>(() => PreferenceReader.Require(path, PreferenceNeeds.Of("dpo"))).Message, StringComparison.Ordinal);
        path = Write("nothing");
        Assert.Contains("No other method", Assert.Throws<ForewarnException>(() => PreferenceReader.Require(path, PreferenceNeeds.Of("dpo"))).Message,
            StringComparison.Ordinal);
        Assert.Equal(2, PreferenceReader.Require(Write(Line(1), Line(2)), PreferenceNeeds.Of("dpo")).Usable);
    }

    [Fact]
    public void Unknown_methods_and_missing_files_are_usage_errors()
    {
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => PreferenceNeeds.Of("magic")).ExitCode);
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => PreferenceReader.Read(_folder.At("none.jsonl"))).ExitCode);
    }

    private static string Line(float first) => Records.Of(first).ToJson();

    private PreferenceDrop Check(PreferenceFault wanted, Action<JsonObject> spoil)
    {
        var row = JsonNode.Parse(Line(1))!.AsObject();
        spoil(row);
        var drop = Assert.Single(Read(null, null, row.ToJsonString()).Dropped);
        Assert.Equal(wanted, drop.Reason);
        return drop;
    }

    private PreferenceRows Read(PreferenceNeeds? needs, string? policy, params string[] lines) => PreferenceReader.Read(Write(lines), needs, policy);

    private string Write(params string[] lines)
    {
        string path = _folder.At("rows.jsonl");
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return path;
    }
}
