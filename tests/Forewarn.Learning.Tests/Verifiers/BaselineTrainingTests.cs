using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class BaselineTrainingTests : IDisposable
{
    private static readonly Lazy<BpeVocabulary> Vocabulary = new(() => LanguageTokenizer.Learn([CupLanguage.Language], 768));

    private static readonly VerifierOptions Small = VerifierOptions.Debug with
    {
        TextTokens = 128, MaxOptions = 3, EvaluationExamples = 8, LatentRows = 16,
        Decoder = DecoderOptions.Debug with { Width = 48, Heads = 4, KvHeads = 2, Hidden = 96 },
    };

    private static readonly PlanText Digits = new(1, [new("a", 0, 1, 1), new("b", 0, 1, 1), new("c", 0, 1, 1), new("d", 0, 1, 1)]);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "forewarn-baselines-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public void A_choice_among_latents_has_room_for_every_plan_and_the_same_lessons_as_one_among_narrations()
    {
        var wish = new TaskWish("use the handle", new(CupLanguage.Language, "handle"), LanguageSplit.Train, WishKind.Request);
        TaskLabel[] labels = [new CupLabel(CupOutcome.Handle, 0, 0, 0).Words, new CupLabel(CupOutcome.Miss, 0, 0, 0).Words];
        var example = new ChoiceExample(wish, [.. labels.Select(CupLanguage.Language.Canonical)], labels);
        var writer = new PromptWriter(Vocabulary.Value);
        var (direct, said) = (new PromptBatch(), new PromptBatch());
        writer.Choice(direct, example, latentTokens: 2);
        writer.Choice(said, example);
        int[] words = writer.Tokens(wish.Text);
        long[] want =
        [
            PromptTokens.Wish, .. words.Select(w => (long)w), PromptTokens.Means, PromptTokens.Plan, 0, 0, PromptTokens.FirstLetter,
            PromptTokens.Plan, 0, 0, PromptTokens.FirstLetter + 1, PromptTokens.None, PromptTokens.Answer,
        ];
        Assert.Equal(want, direct.Ids());
        long first = words.Length + 3;
        Assert.Equal([first, first + 1, first + 4, first + 5], direct.LatentSlots());
        Assert.Equal(want.Length - 1, direct.Choices().At.Single());
        Assert.Equal(said.Choices().Share, direct.Choices().Share);
        foreach (var head in Enum.GetValues<MeaningHead>())
            Assert.Equal(said.Meanings(CupLanguage.Language, head).Classes, direct.Meanings(CupLanguage.Language, head).Classes);
    }

    [Fact]
    public void Recorded_plans_are_drawn_as_the_wish_judges_them()
    {
        var latents = SyntheticLatents.Make(400, 4, 5, seed: 4);
        var sets = new PlanSets(CupLanguage.Language, latents.Labels, latents.Train);
        var seed = new SeedStreams(6).Stream("sets");
        var accepted = new List<int>();
        for (int i = 0; i < 1000; i++)
        {
            var (example, episodes) = sets.Sample(LanguageSplit.Train, 4, seed);
            Assert.All(episodes, e => Assert.Contains(e, latents.Train));
            Assert.Equal(episodes.Select(e => example.Wish.Meaning.Accepts(latents.Labels[e])), example.Accepted);
            accepted.Add(example.Accepted.Count(a => a));
        }
        Assert.InRange(accepted.Count(c => c == 0) / 1000.0, 0.13, 0.23);
        Assert.InRange(accepted.Count(c => c == 1) / 1000.0, 0.43, 0.67);
    }

    [Fact]
    public void Where_no_plan_is_alike_one_that_is_judged_alike_stands_in_and_plans_that_all_hold_alike_give_no_choice()
    {
        TaskLabel[] few = [new CupLabel(CupOutcome.Handle, 0, Pace.Slow, CupTilt.Upright).Words, new CupLabel(CupOutcome.Miss, 0, 0, 0).Words];
        var sets = new PlanSets(CupLanguage.Language, few, [0, 1]);
        var seed = new SeedStream(5);
        for (int i = 0; i < 50; i++)
        {
            var (example, episodes) = sets.Sample(LanguageSplit.Train, 3, seed);
            Assert.Equal(episodes.Select(e => few[e]), example.Labels);
        }
        Assert.Contains("1000 wishes", Assert.Throws<ForewarnException>(() => new PlanSets(CupLanguage.Language, [], []).Sample(LanguageSplit.Train, 2, seed)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_direct_stage_learns_to_read_latents_in_their_places()
    {
        var latents = SyntheticLatents.Make(200, 4, 6, seed: 9);
        using var task = new VerifierTask(Small with { Stage = VerifierStage.Direct, LatentRows = 48 }, Vocabulary.Value, new SeedStream(2), [latents]);
        var lines = new Lines();
        var result = new TrainingRun(Loop(150), RunFolder.At(_folder), lines).Run(task);
        var plans = lines.Figures("direct_plan_loss");
        Assert.True(plans[^1] < 0.35 * plans[0], string.Join(' ', plans.Select(p => p.ToString("F2"))));
        Assert.InRange(result.Evaluation["eval/direct/shuffled"], 0, 1);
        foreach (var split in Enum.GetNames<LanguageSplit>()) Assert.Contains($"eval/direct/{split.ToLowerInvariant()}", result.Evaluation.Keys);
    }

    [Fact]
    public void The_actions_stage_learns_to_narrate_from_words_alone()
    {
        var latents = Written(200, seed: 3);
        using var task = new VerifierTask(
            Small with { Stage = VerifierStage.Actions, StepsPerToken = 1, LatentRows = 32 }, Vocabulary.Value, new SeedStream(2), [latents]);
        var lines = new Lines();
        var result = new TrainingRun(Loop(200), RunFolder.At(_folder), lines).Run(task);
        var losses = lines.Figures("narration_loss");
        Assert.True(losses[^1] < 0.2 * losses[0], string.Join(' ', losses.Select(l => l.ToString("F2"))));
        Assert.DoesNotContain("eval/narration/posterior", result.Evaluation.Keys);
        Assert.Contains("eval/narration/predicted", result.Evaluation.Keys);
    }

    [Fact]
    public void Both_stages_go_on_from_the_text_stage_and_their_packages_say_their_form()
    {
        var text = RunFolder.At(Path.Combine(_folder, "text"));
        VerifierTraining.Run(new() { Verifier = Small, Training = Loop(2) }, text);
        foreach (var (stage, form, latents) in new[]
        {
            (VerifierStage.Actions, PromptForm.Actions, Written(60, seed: 3)),
            (VerifierStage.Direct, PromptForm.Choice, SyntheticLatents.Make(60, 4, 6, seed: 3)),
        })
        {
            var folder = RunFolder.At(Path.Combine(_folder, form));
            var options = new VerifierTrainingOptions { Verifier = Small with { Stage = stage, StepsPerToken = 1 }, Training = Loop(2) };
            VerifierTraining.Run(options, folder, [latents], text.Path);
            using var run = VerifierRun.Load(folder.Path);
            Assert.Equal((form, stage == VerifierStage.Actions), (run.Prompt, run.Plans is not null));
            if (run.Plans is { } plans) Assert.Equal(Digits.Columns, plans.Columns);
            string package = Path.Combine(_folder, "package-" + form);
            VerifierExporter.Write(package, run, new() { Training = new("test", 1, "none", "", "2000-01-01") });
            using var loaded = ModelPackage.Load(package, ModelKind.Verifier);
            Assert.Equal(form, new VerifierModel(loaded).Prompt);
        }
    }

    [Fact]
    public void Stage_latents_and_words_must_go_together()
    {
        VerifierTask Make(VerifierStage stage, LatentNarrations? latents) =>
            new(Small with { Stage = stage, StepsPerToken = 1 }, Vocabulary.Value, new SeedStream(1), latents is null ? [] : [latents]);
        var (plain, written) = (SyntheticLatents.Make(20, 4, 6, 1), Written(20, 1));
        Assert.Throws<ForewarnException>(() => Make(VerifierStage.Actions, plain));
        Assert.Throws<ForewarnException>(() => Make(VerifierStage.Direct, written));
        Assert.Throws<ForewarnException>(() => Make(VerifierStage.Joint, written));
        Assert.Throws<ForewarnException>(() => Make(VerifierStage.Direct, null));
        var uneven = new WrittenPlans(Digits, [.. Enumerable.Range(0, 20).Select(i => i < 19 ? "1234" : "12345")]);
        Assert.Throws<ForewarnException>(() => Make(VerifierStage.Actions,
            new LatentNarrations(CupLanguage.Language, written.Posterior, written.Posterior, written.Labels, 1, written.Size, uneven)));
    }

    [Fact]
    public void The_value_critic_asks_only_whether_the_mug_is_held()
    {
        foreach (var outcome in Enum.GetValues<CupOutcome>())
        {
            var label = new CupLabel(outcome, CupSide.None, Pace.Slow, CupTilt.Upright);
            Assert.Equal(label.Held ? 1 : 0, ClassTargets.Value(CupLanguage.Language).Of(label.Words));
        }
        Assert.Equal(2, ClassTargets.Value(CupLanguage.Language).Classes.Count);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, true);
    }

    private static TrainingOptions Loop(int steps) => new()
    {
        Steps = steps, LearningRate = 4e-3, WarmupSteps = Math.Min(20, steps - 1), Beta2 = 0.98, LogEvery = Math.Min(25, steps),
    };

    /// <summary>Presents that tell nothing, and plans whose digits are the label.</summary>
    private static LatentNarrations Written(int episodes, ulong seed)
    {
        var stream = new SeedStream(seed);
        TaskLabel[] labels = [.. Enumerable.Range(0, episodes).Select(_ => CupLanguage.Language.SampleLabel(stream))];
        var present = new float[episodes * 5];
        stream.FillNormal(present);
        string[] texts = [.. labels.Select(CupLabel.Of).Select(l => Digits.Write([(int)l.Outcome, (int)l.Side, (int)l.Speed, (int)l.Tilt]))];
        return new(CupLanguage.Language, present, present, labels, 1, 5, new(Digits, texts));
    }

    private sealed class Lines : IProgress<TrainingProgress>
    {
        private readonly List<IReadOnlyDictionary<string, double>> _lines = [];

        public void Report(TrainingProgress value) => _lines.Add(value.Figures);

        public double[] Figures(string name) => [.. _lines.Where(l => l.ContainsKey(name)).Select(l => l[name])];
    }
}
