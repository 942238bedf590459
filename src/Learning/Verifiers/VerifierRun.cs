using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Learning.Verifiers;

/// <summary>A trained verifier, as its run folder keeps it.</summary>
public sealed class VerifierRun : IDisposable
{
    private const string Name = "verifier", VocabularyFile = "tokenizer.json";

    /// <param name="parameters">Decoder and, after the joint stage, projector; the run takes ownership.</param>
    /// <param name="projectors">How the latents of each task become tokens; none after the text stage.</param>
    /// <param name="prompt">One of <see cref="PromptForm"/>.</param>
    /// <param name="plans">How plans are written; for <see cref="PromptForm.Actions"/> only.</param>
    public VerifierRun(
        BpeVocabulary vocabulary, DecoderOptions decoder, ParameterStore parameters, IReadOnlyList<LatentTokenForm> projectors,
        string prompt = PromptForm.Narration, PlanText? plans = null) =>
        (Vocabulary, Decoder, Parameters, Projectors, Prompt, Plans) = (vocabulary, decoder, parameters, projectors, prompt, plans);

    public BpeVocabulary Vocabulary { get; }

    public DecoderOptions Decoder { get; }

    public ParameterStore Parameters { get; }

    /// <summary>How the latents of each task become tokens; none after the text stage.</summary>
    public IReadOnlyList<LatentTokenForm> Projectors { get; }

    /// <summary>The first of <see cref="Projectors"/>, which is the only one of a verifier of one task; null after the text stage.</summary>
    public LatentTokenForm? Latents => Projectors.Count == 0 ? null : Projectors[0];

    /// <summary>Tasks whose language it learned.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["cup"];

    public IReadOnlyList<TaskLanguage> Languages => [.. Tasks.Select(TaskLanguages.Find)];

    /// <summary>One of <see cref="PromptForm"/>: what stands before the answers it was taught.</summary>
    public string Prompt { get; }

    /// <summary>How plans are written; null unless actions are read.</summary>
    public PlanText? Plans { get; }

    /// <exception cref="ForewarnException">The folder holds no finished verifier training, or a damaged one.</exception>
    public static VerifierRun Load(string folder)
    {
        var description = FinishedRun.Describe<Description>(folder, Name);
        var parameters = DecoderNet.Declare(new ParameterStore(new SeedStream(0)), description.Decoder);
        // Runs from before there were several tasks keep their one form apart.
        var forms = description.Projectors ?? (description.Latents is { } only ? [only] : []);
        foreach (var form in forms) LatentProjector.Declare(parameters, form.Size, form.StepsPerToken, description.Decoder.Width, name: form.Projector);
        FinishedRun.LoadWeights(folder, Name, parameters);
        return new(ReadVocabulary(folder), description.Decoder, parameters, forms, description.Prompt ?? PromptForm.Narration, description.Plans)
        {
            Tasks = description.Tasks ?? ["cup"],
        };
    }

    /// <exception cref="ForewarnException">The folder holds no vocabulary.</exception>
    public static BpeVocabulary ReadVocabulary(string folder)
    {
        string path = Path.Combine(folder, VocabularyFile);
        if (!File.Exists(path))
            throw ForewarnException.Of($"verifier run '{folder}'", $"no {VocabularyFile}", "the run folder of a verifier training",
                "Check the path.", ExitCode.Usage);
        return TokenizerJson.Read(File.ReadAllBytes(path));
    }

    public void Dispose() => Parameters.Dispose();

    /// <exception cref="ForewarnException">The run in the folder, finished or not, does not know the language of every task.</exception>
    internal static void RequireTasks(string folder, IReadOnlyList<string> tasks)
    {
        var known = FinishedRun.Describe<Description>(folder, Name, finished: false).Tasks ?? ["cup"];
        if (tasks.Except(known).Any())
            throw ForewarnException.Of($"verifier run '{folder}'", $"the text of {string.Join(", ", known)}", $"that of {string.Join(", ", tasks)}",
                "Train the text stage with the same tasks first.", ExitCode.Usage);
    }

    internal static void SaveDescription(string folder, VerifierTask task)
    {
        AtomicFile.Write(Path.Combine(folder, VocabularyFile), s => s.Write(TokenizerJson.Write(task.Vocabulary)));
        var description = new Description(task.Options.Decoder, null, task.Prompt, task.Latents.FirstOrDefault()?.Plans?.Form, task.Options.Tasks, task.Projectors);
        FinishedRun.SaveDescription(folder, Name, description);
    }

    internal static void SaveWeights(string folder, VerifierTask task) =>
        FinishedRun.SaveWeights(folder, Name, task.Parameters);

    private sealed record Description(
        DecoderOptions Decoder, LatentTokenForm? Latents, string? Prompt = null, PlanText? Plans = null, IReadOnlyList<string>? Tasks = null,
        IReadOnlyList<LatentTokenForm>? Projectors = null);
}
