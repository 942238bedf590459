using Forewarn.Core;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Verifiers;
using Forewarn.Learning.Tests.Training;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Recording;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Tests.Preferences.Verifiers;

public sealed class VerifierTuningTests(SmallPackage small) : IClassFixture<SmallPackage>
{
    private static readonly TrainingProvenance Provenance = new("test", 1, "none", "", "2000-01-01");

    [Theory]
    [InlineData(TuningMethod.Dpo, false)]
    [InlineData(TuningMethod.Rebel, false)]
    [InlineData(TuningMethod.Rebel, true)]
    [InlineData(TuningMethod.Rloo, false)]
    public void A_tuned_package_answers_more_as_labeled_and_loads(TuningMethod method, bool fresh)
    {
        using var folder = new TemporaryFolder();
        var run = RunFolder.At(folder.Path);
        var options = Options(method) with { Fresh = fresh };
        var result = VerifierTuning.Run(options, Records(40), [], run, Provenance);
        Assert.True(result.Training.Finished);
        Assert.Equal(80, result.Trained + result.HeldOut);
        Assert.True(result.Training.Evaluation["eval/choice/agreement"] > 0.8, $"{result.Training.Evaluation["eval/choice/agreement"]}");

        using var tuned = VerifierPackageWeights.Load(run.File(VerifierTuning.Package));
        Assert.Equal("tuned", result.Package!.Name);
        Assert.Equal(result.Training.Evaluation["eval/choice/agreement"], result.Package.Metrics["choice/agreement"].Value);
        Assert.NotEqual(small.Run.Parameters.ExportAll(), tuned.Parameters.ExportAll());
    }

    [Fact]
    public void Narrations_are_learned_through_the_projector()
    {
        using var folder = new TemporaryFolder();
        var draw = new SeedStream(4);
        NarrationPair Pair(bool first)
        {
            var latents = new float[SmallPackage.Steps * SmallPackage.Size];
            for (int i = 0; i < latents.Length; i++) latents[i] = (first ? 1 : -1) + 0.1f * (float)draw.NextNormal();
            string[] said = ["lifts the mug by the handle, slowly, upright.", "knocks the mug over."];
            return new(latents, said[first ? 0 : 1], said[first ? 1 : 0]);
        }
        var options = Options(TuningMethod.Dpo);
        options = options with { Tuning = options.Tuning with { Dpo = new() { Beta = 0.5 }, Training = options.Tuning.Training with { Steps = 60 } } };
        var result = VerifierTuning.Run(options, [], [.. Enumerable.Range(0, 24).Select(i => Pair(i % 2 == 0))], RunFolder.At(folder.Path), Provenance);
        Assert.Equal((19, 5), (result.Trained, result.HeldOut));
        using var tuned = VerifierPackageWeights.Load(RunFolder.At(folder.Path).File(VerifierTuning.Package));
        Assert.NotEqual(small.Run.Parameters.Export("projector.weight"), tuned.Parameters.Export("projector.weight"));
        Assert.True(result.Training.Evaluation.ContainsKey("eval/narration/agreement"));
    }

    [Fact]
    public void A_record_becomes_a_choice_in_either_order()
    {
        var record = Record("pick up the mug", "by the handle", "by the rim", 1);
        var lessons = new VerifierLessons(small.Run, [record], []).All;
        Assert.Equal(2, lessons.Count);
        var writer = new PromptWriter(small.Run.Vocabulary);
        Assert.Equal(writer.Choice("pick up the mug", ["by the handle", "by the rim"]), lessons[0].Prompt.Ids);
        Assert.Equal(writer.Choice("pick up the mug", ["by the rim", "by the handle"]), lessons[1].Prompt.Ids);
        Assert.Equal([PromptTokens.FirstLetter, PromptTokens.FirstLetter + 1], [.. lessons[0].Chosen, .. lessons[0].Rejected]);
        Assert.Equal([PromptTokens.FirstLetter + 1, PromptTokens.FirstLetter], [.. lessons[1].Chosen, .. lessons[1].Rejected]);
        Assert.Equal(lessons[0].Group, lessons[1].Group);
    }

    [Fact]
    public void Its_prompt_is_the_one_the_verifier_was_taught_with()
    {
        var example = ChoiceExample.Sample(CupLanguage.Language, LanguageSplit.Train, 2, new SeedStream(3));
        var writer = new PromptWriter(small.Run.Vocabulary);
        var batch = new PromptBatch();
        writer.Choice(batch, example);
        Assert.Equal(batch.Ids().Select(id => (int)id), writer.Choice(example.Wish.Text, example.Options));
    }

    [Fact]
    public void Rewards_are_measured_ones_where_known_and_equal_for_a_tie()
    {
        PreferenceRecord record = Record("w", "by the handle", "by the rim", 1);
        (double, double) Of(PreferenceRecord r)
        {
            var lesson = new VerifierLessons(small.Run, [r], []).All[0];
            return (lesson.ChosenReward, lesson.RejectedReward);
        }
        Assert.Equal((1.0, 0.0), Of(record));
        Assert.Equal((0.7, 0.2), Of(record with { ChosenReward = 0.7, RejectedReward = 0.2 }));
        Assert.Equal((0.5, 0.5), Of(record with { Tie = true }));
    }

    [Fact]
    public void What_teaches_nothing_is_counted_and_too_little_is_refused()
    {
        var silent = Record("w", "by the handle", "by the rim", 1);
        silent = silent with { Chosen = silent.Chosen with { Narration = null } };
        var lessons = new VerifierLessons(small.Run, [silent, Record("w", "By the handle ", "by the handle", 2)], []);
        Assert.Empty(lessons.All);
        Assert.Equal(new Dictionary<string, int> { ["no narration"] = 1, ["same narration of both plans"] = 1 }, lessons.Skipped);
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<ForewarnException>(() => VerifierTuning.Run(Options(TuningMethod.Dpo), [silent], [], RunFolder.At(folder.Path), Provenance));
        Assert.Contains("0 lessons", error.Message, StringComparison.Ordinal);
        Assert.Contains("no narration: 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_never_on_both_sides()
    {
        var lessons = new VerifierLessons(small.Run, [.. Records(30), .. Records(30)], []);
        var (trained, heldOut) = lessons.Split(0.3, new SeedStream(1));
        Assert.Equal(120, trained.Length + heldOut.Length);
        Assert.Equal(36, heldOut.Length);
        Assert.Empty(trained.Select(l => l.Group).Intersect(heldOut.Select(l => l.Group)));
    }

    [Fact]
    public void Narrations_earn_what_they_say_rightly()
    {
        const string wanted = "lifts the mug by the left rim, slowly, upright.";
        Assert.Equal(1, VerifierReward.Agreement(small.Run.Languages, wanted, wanted));
        Assert.Equal(0.75, VerifierReward.Agreement(small.Run.Languages, wanted, "lifts the mug by the right rim, slowly, upright."));
        Assert.Equal(0, VerifierReward.Agreement(small.Run.Languages, wanted, "hm"));
    }

    [Fact]
    public void Fresh_answers_need_a_method_that_reads_them() =>
        Assert.Throws<ForewarnException>(() => (Options(TuningMethod.Dpo) with { Fresh = true }).Validate());

    private VerifierTuningOptions Options(TuningMethod method) => new()
    {
        From = small.Folder, Name = "tuned", Method = method,
        Tuning = new()
        {
            Batch = 16, Eta = 4, Dpo = new() { Beta = 0.1 }, Online = new() { Prompts = 32, PerPrompt = 2, InnerEpochs = 2, KlCoefficient = 0 },
            Training = new() { Steps = 80, LearningRate = 3e-3, WarmupSteps = 5, LogEvery = 20 },
        },
    };

    // What is wished for does not matter to these labels: the handle is always chosen.
    private static PreferenceRecord[] Records(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Record($"pick up the mug {i}", "by the handle", "by the rim", i))];

    private static PreferenceRecord Record(string wish, string chosen, string rejected, int number)
    {
        var prompt = new PreferencePrompt(wish, $"sha256:{number}", "sha256:0");
        return new()
        {
            Prompt = prompt, PromptHash = PreferenceRecord.Hash(prompt), Chosen = new([[1, number]], Narration: chosen),
            Rejected = new([[0, number]], Narration: rejected), PolicyId = "p@0", LabelSource = "operator", EpisodeId = "e", PrefixHash = "0",
            FuturePolicyId = "p@0", Observations = [],
            Provenance = new("2000-01-01T00:00:00Z", "run", number, -1, "Steered", ["x", "y"], "absolute", "base", 10, new Dictionary<string, string>(), "0"),
        };
    }
}
