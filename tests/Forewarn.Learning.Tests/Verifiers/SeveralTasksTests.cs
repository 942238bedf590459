using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Simulation.Tasks.Cup;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Verifier;

namespace Forewarn.Learning.Tests.Verifiers;

/// <summary>One verifier for several tasks: text of all, a projector for each.</summary>
public sealed class SeveralTasksTests : IDisposable
{
    private const int Steps = 8, Size = 6;

    private static readonly TaskLanguage[] s_languages = [.. TaskLanguages.All.Take(3)];

    private static readonly Lazy<BpeVocabulary> s_vocabulary = new(() => LanguageTokenizer.Learn(s_languages, 1024));

    private static readonly VerifierOptions s_small = VerifierOptions.Debug with
    {
        TextTokens = 256, MaxOptions = 2, EvaluationExamples = 4, LatentRows = 12, Tasks = [.. s_languages.Select(l => l.Name)],
        Decoder = DecoderOptions.Debug with { Width = 48, Heads = 4, KvHeads = 2, Hidden = 96 },
    };

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "forewarn-tasks-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public void Every_word_of_every_language_is_a_token_or_nearly_so()
    {
        string[] words = [.. s_languages.SelectMany(l => l.Lexicon).Distinct()];
        Assert.True(words.Count(w => s_vocabulary.Value.Encode(" " + w).Count == 1) > 0.9 * words.Length);
    }

    [Fact]
    public void The_joint_stage_learns_from_the_latents_of_every_task_and_reports_each()
    {
        LatentNarrations[] latents = [.. s_languages.Select((l, i) => SyntheticLatents.Make(60, Steps, Size, (ulong)(7 + i), l))];
        var loop = new TrainingOptions { Steps = 3, WarmupSteps = 1 };
        var (text, joint) = (RunFolder.At(Path.Combine(_folder, "text")), RunFolder.At(Path.Combine(_folder, "joint")));
        VerifierTraining.Run(new() { Verifier = s_small with { VocabularySize = 1024 }, Training = loop }, text);
        var result = VerifierTraining.Run(new() { Verifier = s_small with { Stage = VerifierStage.Joint }, Training = loop }, joint, latents, text.Path);
        foreach (var language in s_languages)
        {
            string task = s_languages.Length == 1 ? "" : language.Name + "/";
            Assert.All(language.Splits, s => Assert.Contains($"eval/choice/{task}{s.ToString().ToLowerInvariant()}", result.Evaluation.Keys));
            Assert.Contains($"eval/narration/{task}predicted", result.Evaluation.Keys);
            Assert.Contains($"eval/none/{task}recall", result.Evaluation.Keys);
        }
        var other = new VerifierTrainingOptions { Verifier = s_small with { Tasks = [TaskLanguages.All[^1].Name] }, Training = loop };
        if (!s_small.Tasks.Contains(TaskLanguages.All[^1].Name))
            Assert.Contains("the text of cup", Assert.Throws<ForewarnException>(() => VerifierTraining.Run(
                other, RunFolder.At(Path.Combine(_folder, "other")), null, text.Path)).Message, StringComparison.Ordinal);
        using var run = VerifierRun.Load(joint.Path);
        Assert.Equal(s_small.Tasks, run.Tasks);
        Assert.Equal(latents.Select(l => l.Stats.Mean), run.Projectors.Select(p => p.Stats.Mean));
        Assert.All(run.Projectors, p => Assert.True(run.Parameters.Contains(p.Projector + ".weight")));
        string package = Path.Combine(_folder, "package");
        VerifierExporter.Write(package, run, new() { Training = new("test", 1, "none", "", "2000-01-01") });
        using var loaded = ModelPackage.Load(package, ModelKind.Verifier);
        foreach (var language in s_languages)
        {
            var model = new VerifierModel(loaded, language.Name + "-world");
            Assert.All(language.Lexicon, word => Assert.Equal(word, model.Lexicon.Read(word)));
            // The decoder has read every task's words, but a bag's middle is no place in a bowl.
            Assert.All(s_languages.SelectMany(l => l.Lexicon).Except(language.Lexicon), word => Assert.Single(model.Lexicon.Unknown(word)));
        }
    }

    [Fact]
    public void Each_world_model_is_read_through_its_own_projector_and_an_unknown_one_is_refused()
    {
        var (run, rollout) = (Untrained(), PackagedVerifier.Rollout(1, 3));
        VerifierExporter.Write(_folder, run, new() { Training = new("test", 1, "none", "", "2000-01-01") });
        run.Dispose();
        using var package = ModelPackage.Load(_folder, ModelKind.Verifier);
        Assert.Equal(["latents.cup", "latents.other"], package.Stats.Keys.Order());
        var (cup, other, half) = (Embeds("cup-world"), Embeds("other-world"), Embeds("other-world-half"));
        Assert.NotEqual(cup, other);
        Assert.Equal(other, half);
        foreach (string? world in new[] { null, "lid-world" })
            Assert.Contains("one of cup-world, other-world", Assert.Throws<ForewarnException>(() => new VerifierModel(package, world)).Message,
                StringComparison.Ordinal);

        float[] Embeds(string world)
        {
            using var binding = new VerifierModel(package, world).Projector.Bind(("K", 1));
            binding.Set<float>("latents", rollout.Values).Run();
            return binding.Output<float>("embeds").ToArray();
        }
    }

    [Fact]
    public void Tasks_and_latents_must_go_together()
    {
        var joint = VerifierOptions.Debug with { Stage = VerifierStage.Joint };
        var cup = SyntheticLatents.Make(20, Steps, Size, 1);
        Says("Did you mean 'cup'?", joint with { Tasks = ["cpu"] }, cup);
        Says("several different ones", joint with { Tasks = ["cup", "cup"] }, cup);
        Says("several different ones", joint with { Tasks = [] }, cup);
        Says("one folder for each of cup", joint, cup, cup);
        if (s_languages.Length == 1) return;
        var tasks = joint with { Tasks = [.. s_languages.Take(2).Select(l => l.Name)] };
        Says($"one folder for each of cup, {s_languages[1].Name}", tasks, cup);
        Says($"[H={Steps}, Z={Size}] as cup has", tasks, cup, SyntheticLatents.Make(20, Steps, Size + 1, 1, s_languages[1]));

        static void Says(string what, VerifierOptions options, params LatentNarrations[] latents) => Assert.Contains(what,
            Assert.Throws<ForewarnException>(() => new VerifierTask(options, s_vocabulary.Value, new SeedStream(1), latents)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, true);
    }

    private static VerifierRun Untrained()
    {
        var options = DecoderOptions.Debug with { Vocabulary = s_vocabulary.Value.Count };
        var store = DecoderNet.Declare(new ParameterStore(new SeedStream(11)), options);
        const int size = PackagedVerifier.Size;
        LatentTokenForm[] forms = [.. new[] { "cup", "other" }.Select((task, i) => new LatentTokenForm(
            PackagedVerifier.Steps, size, 2, new(new float[size], [.. Enumerable.Repeat(1f + i, size)]), task, LatentProjector.NameOf(task, 2)))];
        foreach (var form in forms) LatentProjector.Declare(store, size, 2, options.Width, name: form.Projector);
        return new(s_vocabulary.Value, options, store, forms) { Tasks = [CupLanguage.Language.Name] };
    }
}
