using System.Text.Json;
using Forewarn.Core;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Statistics;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tests.Synthetic;

namespace Forewarn.Evaluation.Tests.Steering;

public sealed class SteeringStudyTests
{
    private static readonly (ulong Seed, int Episode)[] Scenes =
        [.. SyntheticStudy.Options.Seeds.SelectMany(s => Enumerable.Range(0, 15).Select(e => (s, e)))];

    private static SteeringResults Analyze(IReadOnlyList<SceneRow> rows, SyntheticNarrator? narrator = null) =>
        SteeringAnalysis.Of(rows, SyntheticStudy.Wishes, narrator ?? new(), SyntheticStudy.Run, 1);

    private static SelectorResult Of(SteeringResults results, int wish, string selector) =>
        results.Wishes[wish].Selectors.Single(s => s.Selector == selector);

    /// <summary>The same rows without times, which are the only thing that may differ between runs.</summary>
    private static string Timeless(IEnumerable<SceneRow> rows) => JsonSerializer.Serialize(
        rows.Select(r => r with { Milliseconds = [], Warm = true, Choices = [.. r.Choices.Select(c => c with { Milliseconds = 0 })] }),
        EvaluationJson.Line);

    [Fact]
    public void A_perfect_stack_comes_out_exactly_as_counted_by_hand()
    {
        var results = Analyze(SyntheticStudy.Play(SyntheticStudy.NewFolder()));
        for (int w = 0; w < SyntheticStudy.Wishes.Length; w++)
        {
            var wish = SyntheticStudy.Wishes[w];
            // Clusters are 8 cm apart and millimeters wide: a mode exists exactly where a sample of it was drawn.
            var covered = Scenes.Select(s => SyntheticStudy.Samples(s.Seed, s.Episode).Any(d => wish.Fulfilled(SyntheticTask.Label(d)))).ToArray();
            var plain = Scenes.Select(s => wish.Fulfilled(SyntheticTask.Label(SyntheticStudy.Samples(s.Seed, s.Episode)[0]))).ToArray();
            var early = Scenes.Select(s => SyntheticStudy.Samples(s.Seed, s.Episode).Take(4).Any(d => wish.Fulfilled(SyntheticTask.Label(d)))).ToArray();

            foreach (var name in new[] { "oracle", "forewarn", "forewarn, true future" })
                Assert.Equal(covered.Count(c => c), Of(results, w, name).Successes);
            foreach (var name in new[] { "oracle, first samples", "forewarn, first samples" })
                Assert.Equal(early.Count(c => c), Of(results, w, name).Successes);
            Assert.Equal(plain.Count(c => c), Of(results, w, "base").Successes);
            Assert.Equal(covered.Count(c => !c), Of(results, w, "forewarn").None);
            Assert.Equal(0, Of(results, w, "forewarn").Rejected);
            Assert.Equal(covered.Count(c => c) / 30.0, results.Wishes[w].Coverage.Value, 1e-12);
            Assert.Equal(early.Count(c => c) / 30.0, results.Wishes[w].FirstSamplesCoverage.Value, 1e-12);

            var test = Of(results, w, "forewarn").AgainstBase!;
            Assert.Equal(McNemarTest.Of(covered, plain), test);
            Assert.Equal(WilsonInterval.Of(covered), Of(results, w, "forewarn").Success);
            Assert.Equal((covered.Count(c => c) - plain.Count(c => c)) / 30.0, Of(results, w, "forewarn").DifferenceToBase!.Value, 1e-12);
            Assert.Equal(covered.Take(15).Count(c => c) / 15.0, Of(results, w, "forewarn").BySeed[11], 1e-12);
        }
        Assert.Equal(1, results.Narration[NarrationSource.Imagined].Mode.Accuracy.Value);
        Assert.Equal(1, results.Narration[NarrationSource.TrueFuture].Mode.Accuracy.Value);
        Assert.InRange(results.Narration[NarrationSource.Shuffled].Mode.Accuracy.Value, 0.05, 0.5);
        Assert.Equal(1, results.WishFlip!.Value);
        Assert.Equal(30, results.BaseShare.Values.Sum(s => s.Value * s.Count), 1e-9);
    }

    [Fact]
    public void Groups_pool_their_wishes_and_resample_scenes()
    {
        var results = Analyze(SyntheticStudy.Play(SyntheticStudy.NewFolder()));
        var group = results.Groups.Single(g => g.Group == "trained");
        var steered = group.Selectors.Single(s => s.Selector == "forewarn");
        Assert.Equal(2, group.Wishes);
        Assert.Equal(Of(results, 0, "forewarn").Successes + Of(results, 1, "forewarn").Successes, steered.Successes);
        Assert.Equal(60, steered.Success.Count);
        Assert.Null(steered.AgainstBase);
        Assert.InRange(steered.PValue!.Value, 0, 0.001);
        Assert.Equal("unseen", results.Groups[1].Group);
        Assert.NotNull(results.Groups[1].Selectors.Single(s => s.Selector == "forewarn").AgainstBase);
    }

    [Fact]
    public void A_narrator_that_confuses_sides_is_exposed_in_the_tables()
    {
        var narrator = new SyntheticNarrator(confusesSides: true);
        var results = Analyze(SyntheticStudy.Play(SyntheticStudy.NewFolder(), narrator: narrator), narrator);
        Assert.Equal(0, Of(results, 2, "forewarn").Successes);
        Assert.Equal(30, Of(results, 2, "forewarn").None);
        Assert.Equal(0, results.Narration[NarrationSource.Imagined].Mode.Recall["rim-right"].Value);
        Assert.Equal(1, results.Narration[NarrationSource.Imagined].Outcome.Accuracy.Value);
        var chosen = results.Chosen;
        int row = chosen.Truths.ToList().IndexOf("rim-right"), column = chosen.Calls.ToList().IndexOf("rim-left");
        if (row >= 0) Assert.Equal(chosen.Counts[row].Sum(), chosen.Counts[row][column]);
    }

    [Fact]
    public void Shuffled_narrations_do_no_better_than_a_random_mode()
    {
        var options = SyntheticStudy.Options with { Episodes = 100, TrueFuture = false, FirstSamples = 1 };
        var rows = new SteeringStudy(options, SyntheticStudy.Wishes, () =>
        {
            var bench = SyntheticStudy.Bench(new());
            return bench with { Selectors = [.. bench.Selectors.Where(s => s.Name is "base" or "random mode" or "forewarn" or "forewarn, shuffled narrations")] };
        }, TimeProvider.System).Run(SyntheticStudy.NewFolder());
        var results = Analyze(rows);
        var group = results.Groups[0].Selectors;
        double shuffled = group.Single(s => s.Selector.Contains("shuffled", StringComparison.Ordinal)).Success.Value;
        double random = group.Single(s => s.Selector == "random mode").Success.Value;
        Assert.InRange(shuffled - random, -1, 0.1);
        Assert.True(group.Single(s => s.Selector == "forewarn").Success.Low > shuffled + 0.2);
    }

    [Fact]
    public void Rows_do_not_depend_on_the_number_of_workers()
    {
        var one = SyntheticStudy.Play(SyntheticStudy.NewFolder());
        var three = SyntheticStudy.Play(SyntheticStudy.NewFolder(), SyntheticStudy.Options with { Workers = 3 });
        Assert.Equal(Timeless(one), Timeless(three));
    }

    [Fact]
    public void A_killed_run_continues_where_it_stopped_and_drops_a_torn_line()
    {
        string folder = SyntheticStudy.NewFolder(), table = Path.Combine(folder, SteeringStudy.TableFile);
        SyntheticStudy.Play(folder);
        var lines = File.ReadAllLines(table);
        File.WriteAllText(table, string.Join('\n', lines.Take(21)) + "\n" + lines[21][..40]);

        int executed = 0;
        var resumed = SyntheticStudy.Play(folder, executed: () => Interlocked.Increment(ref executed));
        var fresh = SyntheticStudy.Play(SyntheticStudy.NewFolder());
        Assert.Equal(Timeless(fresh), Timeless(resumed));
        Assert.Equal(fresh.Skip(20).Sum(r => r.Modes.Truth.Length + r.FirstSamples.Truth.Length), executed);

        executed = 0;
        SyntheticStudy.Play(folder, executed: () => Interlocked.Increment(ref executed));
        Assert.Equal(0, executed);
    }

    [Fact]
    public void A_table_of_another_identity_is_refused()
    {
        string folder = SyntheticStudy.NewFolder();
        SyntheticStudy.Play(folder, SyntheticStudy.Options with { Episodes = 1 });
        var error = Assert.Throws<ForewarnException>(
            () => SyntheticStudy.Play(folder, SyntheticStudy.Options with { Episodes = 1, Identity = "other models" }));
        Assert.Contains("other models", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void An_unreadable_wish_is_counted_and_executes_nothing()
    {
        WishCase[] wishes = [new("?", ["handle"], [], "broken")];
        var options = SyntheticStudy.Options with { Episodes = 2 };
        var results = SteeringAnalysis.Of(
            SyntheticStudy.Play(SyntheticStudy.NewFolder(), options, wishes: wishes), wishes, new SyntheticNarrator(), SyntheticStudy.Run, 1);
        var steered = Of(results, 0, "forewarn");
        Assert.Equal((0, 4), (steered.Successes, steered.Unreadable));
    }

    [Fact]
    public void Wishes_without_an_accepted_outcome_and_repeated_seeds_are_refused()
    {
        Assert.Contains("no accepted outcome", Assert.Throws<ForewarnException>(() => SyntheticStudy.Play(
            SyntheticStudy.NewFolder(), wishes: [new("anything", [], [], "x")])).Message, StringComparison.Ordinal);
        Assert.Contains("repeated seed", Assert.Throws<ForewarnException>(() => SyntheticStudy.Play(
            SyntheticStudy.NewFolder(), SyntheticStudy.Options with { Seeds = [1, 1] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_family_beats_an_accepted_one()
    {
        var wish = new WishCase("not the left rim", ["handle", "rim"], ["rim-left"], "x");
        Assert.True(wish.Fulfilled(new("rim-right", "rim")));
        Assert.False(wish.Fulfilled(new("rim-left", "rim")));
        Assert.False(wish.Fulfilled(new("miss", "miss")));
    }
}
