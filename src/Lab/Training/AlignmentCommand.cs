using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers.Alignment;
using Forewarn.Verifier.Chat;
using Forewarn.Verifier.Hub;

namespace Forewarn.Lab.Training;

/// <summary><c>train align</c>: a language model from elsewhere learns to read latents; first a projector, then adapters with it.</summary>
internal sealed class AlignmentCommand(Session session)
    : TrainingCommand(session, "align", "Teach a language model from a hub folder to narrate latents: first a projector, then adapters too.")
{
    private readonly Option<DirectoryInfo> _model = new("--model")
    {
        Description = "Folder of the language model: config.json, safetensors, tokenizer.json, chat template.",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<DirectoryInfo> _latents = new("--latents")
    {
        Description = "Latents of the data sets (see export latents).",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<DirectoryInfo?> _from = new("--from")
    {
        Description = "Run folder of the projector stage; makes this the stage of adapters.",
        HelpName = "RUN",
    };

    protected override IEnumerable<Option> OwnOptions() => [_model, _latents, _from];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => config.Get<AlignmentSection>().Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var section = line.Config.Get<AlignmentSection>();
        string model = line.Words.GetValue(_model)!.FullName;
        string? from = line.Words.GetValue(_from)?.FullName;
        var options = section.Alignment with { Stage = from is null ? section.Alignment.Stage : AlignmentStage.Adapters };
        var latents = LatentSets.Read(line.Words.GetValue(_latents)!.FullName, line.Data);
        var words = Words(HubLanguage.Read(model), section.Questions, latents.Steps / options.StepsPerToken);
        var size = LanguageModelConfig.Read(model, section.MaxTokens);
        using var frozen = FrozenWeights.Load(model, size, section.Type, section.On);
        return AlignmentTraining.Run(options, line.Training, size, frozen, words, latents, line.Folder, from, line.Resumes, progress, Session.Time, cancel);
    }

    /// <summary>The question cut where the plan stands.</summary>
    private static AlignmentWords Words(HubLanguage language, ChatQuestions questions, int planTokens)
    {
        var (ids, plan) = new ChatPrompt(language, questions, planTokens).Narration();
        return new(ids[..plan], ids[(plan + planTokens)..], language.Ends().First(), language.Tokenizer.Encode, language.Tokenizer.Decode);
    }
}
