using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Tests.Verifiers;

public sealed class VerifierTaskTests : IDisposable
{
    private static readonly Lazy<BpeVocabulary> Vocabulary = new(() => LanguageTokenizer.Learn([CupLanguage.Language], 768));
    private readonly string folder = Path.Combine(Path.GetTempPath(), "forewarn-verifier-" + Guid.NewGuid().ToString("N"));

    private static readonly VerifierOptions Small = VerifierOptions.Debug with
    {
        TextTokens = 256, MaxOptions = 2, EvaluationExamples = 8, LatentRows = 16,
        Decoder = DecoderOptions.Debug with { Width = 48, Heads = 4, KvHeads = 2, Hidden = 96 },
    };

    [Fact]
    public void The_wanted_shares_prefer_upright_then_slow_and_split_what_is_level()
    {
        var wish = new TaskWish("pick up the mug", new(CupLanguage.Language, TaskLanguage.AnyPart), LanguageSplit.Train, WishKind.Any);
        static TaskLabel Label(CupOutcome outcome, int speed, int tilt) =>
            new CupLabel(outcome, outcome == CupOutcome.Rim ? CupSide.Left : 0, (Pace)speed, (CupTilt)tilt).Words;
        float[] Shares(params TaskLabel[] labels) => new ChoiceExample(wish, labels.Select(CupLanguage.Language.Canonical).ToArray(), labels).Shares();
        Assert.Equal([0, 1, 0, 0], Shares(Label(CupOutcome.Body, 0, 1), Label(CupOutcome.Handle, 1, 0), Label(CupOutcome.Slip, 0, 0)));
        Assert.Equal([0.5f, 0.5f, 0, 0], Shares(Label(CupOutcome.Body, 0, 0), Label(CupOutcome.Rim, 0, 0), Label(CupOutcome.Handle, 1, 0)));
        Assert.Equal([0, 0, 1], Shares(Label(CupOutcome.Slip, 0, 0), Label(CupOutcome.Miss, 0, 0)));
    }

    [Fact]
    public void Choices_of_the_text_stage_grow_from_two_options_to_all()
    {
        var options = new VerifierOptions { MaxOptions = 6, CurriculumUpdates = 400 };
        var seed = new SeedStreams(3).Stream("options");
        int[] Drawn(VerifierOptions o, long step) => [.. Enumerable.Range(0, 500).Select(_ => o.DrawOptions(step, seed)).Distinct().Order()];
        Assert.Equal([2], Drawn(options, 99));
        Assert.Equal([2, 3], Drawn(options, 100));
        Assert.Equal([2, 3, 4, 5], Drawn(options, 399));
        Assert.Equal([1, 2, 3, 4, 5, 6], Drawn(options, 400));
        Assert.Equal([1, 2, 3, 4, 5, 6], Drawn(options with { Stage = VerifierStage.Joint }, 0));
        Assert.Equal([1, 2, 3, 4, 5, 6], Drawn(options with { CurriculumUpdates = 0 }, 0));
        Assert.Equal([1, 2], Drawn(options with { MaxOptions = 2 }, 0));
    }

    [Fact]
    public void Sampled_choices_have_none_one_and_several_right_answers()
    {
        var seed = new SeedStreams(5).Stream("choices");
        var counts = Enumerable.Range(0, 2000).Select(_ => ChoiceExample.Sample(CupLanguage.Language, LanguageSplit.Train, 4, seed).Accepted.Count(a => a)).ToArray();
        Assert.InRange(counts.Count(c => c == 0) / 2000.0, 0.14, 0.22);
        Assert.InRange(counts.Count(c => c == 1) / 2000.0, 0.45, 0.65);
        Assert.InRange(counts.Count(c => c > 1) / 2000.0, 0.15, 0.35);
    }

    [Fact]
    public void A_prompt_supervises_what_follows_each_position()
    {
        var writer = new PromptWriter(Vocabulary.Value);
        var batch = new PromptBatch();
        writer.Narration(batch, CupLanguage.Language, new CupLabel(0, 0, 0, 0).Words, latentTokens: 3, seed: null);
        var ids = batch.Ids();
        var (at, target) = batch.Text();
        Assert.Equal(PromptTokens.Plan, ids[0]);
        Assert.Equal(PromptTokens.Narrate, ids[4]);
        Assert.Equal(at.Select(a => ids[a + 1]), target);
        Assert.Equal(4, at[0]);
        Assert.Equal(PromptTokens.End, target[^1]);
    }

    [Fact]
    public void A_small_verifier_learns_which_plans_fit_a_wish()
    {
        using var task = new VerifierTask(Small with { TextTokens = 384 }, Vocabulary.Value, new SeedStream(2));
        var options = new TrainingOptions { Steps = 1400, LearningRate = 4e-3, WarmupSteps = 40, Beta2 = 0.98, LogEvery = 50 };
        var lines = new Collector();
        new TrainingRun(options, RunFolder.At(folder), lines).Run(task);
        var fits = lines.Figures("fit_accuracy");
        var words = lines.Figures("plan_loss");
        Assert.True(words[^1] < 0.2 * words[0], string.Join(' ', words.Select(w => w.ToString("F2"))));
        Assert.True(fits[^1] > 0.85 && fits[^1] > fits[0] + 0.1, string.Join(' ', fits.Select(f => f.ToString("F2"))));
    }

    [Fact]
    public void The_joint_stage_goes_on_from_the_text_stage_and_its_run_can_be_loaded()
    {
        var latents = SyntheticLatents.Make(60, 8, 6, seed: 9);
        var loop = new TrainingOptions { Steps = 4, WarmupSteps = 1 };
        var (text, joint) = (RunFolder.At(Path.Combine(folder, "text")), RunFolder.At(Path.Combine(folder, "joint")));
        VerifierTraining.Run(new() { Verifier = Small, Training = loop }, text);
        Assert.Null(VerifierRun.Load(text.Path).Latents);
        var result = VerifierTraining.Run(new() { Verifier = Small with { Stage = VerifierStage.Joint }, Training = loop }, joint, [latents], text.Path);
        Assert.InRange(result.Evaluation["eval/narration/prior"], 0.2, 0.8);
        Assert.Contains("eval/choice/template", result.Evaluation.Keys);
        using var run = VerifierRun.Load(joint.Path);
        Assert.Equal(4, run.Latents!.Tokens);
        Assert.Equal(latents.Stats.Mean, run.Latents.Stats.Mean);
    }

    [Fact, Trait("Speed", "Slow")]
    public void A_small_verifier_learns_to_narrate_latents_and_shuffled_latents_tell_nothing()
    {
        var latents = SyntheticLatents.Make(300, 8, 6, seed: 9);
        var options = Small with { Stage = VerifierStage.Joint, TextTokens = 128, LatentRows = 32 };
        using var task = new VerifierTask(options, Vocabulary.Value, new SeedStream(2), [latents]);
        var result = new TrainingRun(new() { Steps = 600, LearningRate = 3e-3, WarmupSteps = 40, Beta2 = 0.98 }, RunFolder.At(folder)).Run(task);
        Assert.True(result.Evaluation["eval/narration/predicted"] > 0.8, $"{result.Evaluation["eval/narration/predicted"]}");
        Assert.True(result.Evaluation["eval/narration/shuffled"] < result.Evaluation["eval/narration/prior"] + 0.2);
    }

    [Fact]
    public void Stage_and_latents_must_go_together()
    {
        Assert.Throws<ForewarnException>(() => new VerifierTask(Small with { Stage = VerifierStage.Joint }, Vocabulary.Value, new SeedStream(1)));
        Assert.Throws<ForewarnException>(() => new VerifierTask(Small, Vocabulary.Value, new SeedStream(1), [SyntheticLatents.Make(20, 8, 6, 1)]));
    }

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
    }

    private sealed class Collector : IProgress<TrainingProgress>
    {
        private readonly List<IReadOnlyDictionary<string, double>> lines = [];

        public void Report(TrainingProgress value) => lines.Add(value.Figures);

        public double[] Figures(string name) => [.. lines.Where(l => l.ContainsKey(name)).Select(l => l[name])];
    }
}
