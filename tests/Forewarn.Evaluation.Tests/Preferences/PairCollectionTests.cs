using Forewarn.Core;
using Forewarn.Evaluation.Preferences;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;
using Forewarn.Recording;
using Forewarn.Steering;

namespace Forewarn.Evaluation.Tests.Preferences;

public sealed class PairCollectionTests : IDisposable
{
    private static readonly WishCase Handle = new("take the handle", ["handle"], [], "trained");

    private static readonly PairCollectionOptions Options = new()
    {
        Count = 25, Seed = 11, PairsPerScene = 3, Proposals = 16, PolicyId = "synthetic@1", LabelerId = "physics", KeepsTies = true,
    };

    private readonly string _folder = SyntheticStudy.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Labels_are_what_the_plans_do()
    {
        var totals = Collect("a", Options);
        var records = PreferenceFile.Read(At("a"));
        Assert.Equal((25, 25, 9), (totals.Labeled, records.Count, totals.Scenes));
        Assert.InRange(totals.Ties, 1, 24);
        Assert.Equal(totals.Ties, records.Count(r => r.Tie));
        foreach (var record in records)
        {
            double x = record.Observations[0].State[0];
            foreach (var (plan, reward) in new[] { (record.Chosen, record.ChosenReward), (record.Rejected, record.RejectedReward) })
            {
                var label = SyntheticTask.Label(plan.Actions[SyntheticTask.Closing][0] - x);
                Assert.Equal((label.Mode, label.Mode == "handle" ? 1.0 : 0.0), (plan.Outcome, reward));
            }
            Assert.Equal(record.ChosenReward - record.RejectedReward, record.Margin);
            Assert.Equal(record.Tie, record.Margin == 0);
            Assert.Equal(("outcome", "physics", "synthetic@1", "synthetic@1"), (record.LabelSource, record.LabelerId, record.PolicyId, record.FuturePolicyId));
        }
    }

    [Fact]
    public void A_plan_is_found_again_in_the_noise_stream_it_was_drawn_from()
    {
        Collect("a", Options);
        foreach (var record in PreferenceFile.Read(At("a")))
        {
            var noise = new SeedStream(record.XKSeed);
            double[] drawn = [.. Enumerable.Range(0, 16).Select(_ => SyntheticProposer.Draw(noise))];
            foreach (var plan in new[] { record.Chosen, record.Rejected })
                Assert.Equal(SyntheticProposer.Plan(drawn[plan.Sample!.Value], record.Observations[0].State[0]), plan.Actions.SelectMany(r => r));
        }
    }

    [Fact]
    public void Workers_and_interruptions_change_nothing_but_the_time_of_labeling()
    {
        Collect("alone", Options);
        Collect("together", Options with { Workers = 3 });
        foreach (int count in new[] { 1, 4, 5, 14, 25 }) Collect("bits", Options with { Count = count });
        Assert.Equal(Timeless("alone"), Timeless("together"));
        Assert.Equal(Timeless("alone"), Timeless("bits"));
    }

    [Fact]
    public void A_kill_between_the_file_and_the_table_loses_and_repeats_nothing()
    {
        Collect("whole", Options);
        Collect("killed", Options with { Count = 10 });
        // The table's last line is lost, and half a record was being written.
        string table = PairCollection.TableOf(At("killed"));
        string[] lines = File.ReadAllLines(table);
        File.WriteAllLines(table, lines[..^1]);
        File.AppendAllText(At("killed"), "{\"prompt\": {\"ta");
        Collect("killed", Options);
        Assert.Equal(Timeless("whole"), Timeless("killed"));
        Assert.Contains("{\"ta", File.ReadAllText(At("killed") + ".damaged"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ties_are_paid_for_also_when_they_are_not_kept()
    {
        var all = Collect("all", Options with { Pick = PairPick.Random });
        var decided = Collect("decided", Options with { Pick = PairPick.Random, KeepsTies = false });
        Assert.Equal((25, 25, all.Ties), (all.Labeled, decided.Labeled, decided.Ties));
        Assert.Equal(25 - all.Ties, decided.Kept);
        Assert.Equal(
            PreferenceFile.Read(At("all")).Where(r => !r.Tie).Select(r => r.Key()), PreferenceFile.Read(At("decided")).Select(r => r.Key()));
    }

    [Fact]
    public void Likely_pairs_tie_less_often_than_random_ones() =>
        Assert.True(
            Collect("likely", Options with { Count = 120, PairsPerScene = 1 }).Ties
            < Collect("random", Options with { Count = 120, PairsPerScene = 1, Pick = PairPick.Random }).Ties / 2);

    [Fact]
    public void The_verifier_labels_without_executing_anything()
    {
        int executed = 0;
        var options = Options with { Source = PairLabelSource.Verifier, LabelerId = "verifier@2" };
        new PairCollection(options, Handle, () => Bench(() => executed++), TimeProvider.System).Run(At("v"));
        Assert.Equal(0, executed);
        foreach (var record in PreferenceFile.Read(At("v")))
        {
            Assert.Equal(("verifier", null), (record.LabelSource, record.Chosen.Outcome));
            // The reader gives .9 against .05 for a fit and .01 against .9 for none.
            double fit = 0.9 / 0.95, none = 0.01 / 0.91;
            Assert.Equal(record.Chosen.Narration!.EndsWith("handle", StringComparison.Ordinal) ? fit : none, record.ChosenReward!.Value, 1e-12);
            if (record.Tie) continue;
            Assert.Equal(fit - none, record.Margin!.Value, 1e-12);
            double better = fit / (1 - fit), worse = none / (1 - none);
            Assert.Equal(better / (better + worse), record.Confidence!.Value, 1e-12);
        }
    }

    [Fact]
    public void Raw_samples_are_paired_as_drawn()
    {
        Collect("raw", Options with { RawSamples = 5 });
        var records = PreferenceFile.Read(At("raw"));
        Assert.All(records, r => Assert.True(r.Chosen is { Mode: null, Sample: < 5 } && r.Rejected is { Mode: null, Sample: < 5 }));
    }

    [Fact]
    public void Another_collection_or_file_is_never_continued()
    {
        Collect("a", Options);
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => Collect("a", Options with { Seed = 12 })).ExitCode);
        File.Copy(At("a"), At("b"));
        Assert.Contains("another command", Assert.Throws<ForewarnException>(() => Collect("b", Options)).Message, StringComparison.Ordinal);
        File.WriteAllText(At("a"), "");
        Assert.Contains("Restore", Assert.Throws<ForewarnException>(() => Collect("a", Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        foreach (var wrong in new[] { Options with { Count = 0 }, Options with { RawSamples = 1 }, Options with { RawSamples = 17 }, Options with { Workers = 0 } })
            Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => Collect("x", wrong)).ExitCode);
        Assert.False(File.Exists(At("x")));
    }

    private string At(string name) => Path.Combine(_folder, name + ".jsonl");

    private PairTotals Collect(string name, PairCollectionOptions options) =>
        new PairCollection(options, Handle, () => Bench(null), TimeProvider.System).Run(At(name));

    private static PairBench Bench(Action? executed) => new(
        new SyntheticTask(executed), new SyntheticProposer(), new ModeClustering(new KeyframeDistance(), new() { Proposals = 16 }),
        new SyntheticWorldModel(), new SyntheticNarrator(), new KeywordReader());

    private string[] Timeless(string name) =>
        [.. PreferenceFile.Read(At(name)).Select(r => (r with { Provenance = r.Provenance with { Labeled = "" } }).ToJson())];
}
