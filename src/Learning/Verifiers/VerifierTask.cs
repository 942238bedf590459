using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Cup.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>Trains the verifier: one decoder that narrates latents and chooses among narrations.</summary>
public sealed class VerifierTask : ITrainingTask, IDisposable
{
    private readonly PromptWriter writer;
    private readonly ILatentLesson? lesson;
    private readonly DefinedWords definitions;

    /// <param name="seed">Source of the initial weights.</param>
    /// <param name="latents">Needed by every stage but the text stage; with the plans in words for the stage that reads actions.</param>
    public VerifierTask(VerifierOptions options, BpeVocabulary vocabulary, SeedStream seed, LatentNarrations? latents = null)
    {
        options.Validate();
        RequireLatents(options.Stage, latents);
        if (latents is not null && latents.Steps % options.StepsPerToken != 0)
            throw ForewarnException.Of("latent steps", $"{latents.Steps}", $"a multiple of {options.StepsPerToken}", "Correct StepsPerToken.", ExitCode.Usage);
        Options = options with { Decoder = options.Decoder with { Vocabulary = vocabulary.Count } };
        (Vocabulary, Latents) = (vocabulary, latents);
        writer = new(vocabulary);
        definitions = new(vocabulary);
        Parameters = MeaningTargets.Declare(DecoderNet.Declare(new ParameterStore(seed), Options.Decoder), options.Decoder.Width);
        if (latents is not null) LatentProjector.Declare(Parameters, latents.Size, options.StepsPerToken, options.Decoder.Width);
        Decoder = new(Parameters, Options.Decoder);
        lesson = latents is null ? null
            : options.Stage == VerifierStage.Direct ? new ChoiceLesson(this, writer, latents) : new NarrationLesson(this, writer, latents);
    }

    /// <summary>The options, with the vocabulary's true size.</summary>
    public VerifierOptions Options { get; }

    public BpeVocabulary Vocabulary { get; }

    public LatentNarrations? Latents { get; }

    public ParameterStore Parameters { get; }

    public DecoderNet Decoder { get; }

    /// <summary>Latent tokens per plan <c>P</c>.</summary>
    public int LatentTokens => (Latents?.Steps ?? 0) / Options.StepsPerToken;

    /// <summary>How latents become tokens; null in the text stage.</summary>
    public LatentTokenForm? Form => Latents is null ? null : new(Latents.Steps, Latents.Size, Options.StepsPerToken, Latents.Stats);

    /// <summary>One of <see cref="PromptForm"/>: what this stage teaches to answer.</summary>
    public string Prompt => Options.Stage switch
    {
        VerifierStage.Actions => PromptForm.Actions,
        VerifierStage.Direct => PromptForm.Choice,
        _ => PromptForm.Narration,
    };

    /// <summary>Takes the decoder of an earlier stage's checkpoint; projector and inner heads keep their initial weights.</summary>
    /// <exception cref="ForewarnException">The checkpoint is of another decoder.</exception>
    public void WarmStart(string checkpoint)
    {
        using var decoder = DecoderNet.Declare(new ParameterStore(new SeedStream(0)), Options.Decoder);
        Checkpoint.LoadWeights(checkpoint, decoder);
        foreach (var name in decoder.Names) Parameters.Import(name, decoder.Export(name));
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        var figures = new Dictionary<string, double>();
        Parameters.ZeroGradients();
        StepText(step, seed.Child("text"), figures);
        lesson?.Step(seed.Child("latents"), figures);
        return figures;
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        var figures = new Dictionary<string, double>(new ChoiceEvaluation(this, writer).Run());
        if (lesson is not null)
            foreach (var (name, value) in lesson.Evaluate()) figures[name] = value;
        return figures;
    }

    public void Dispose()
    {
        definitions.Dispose();
        Decoder.Dispose();
        Parameters.Dispose();
    }

    private static void RequireLatents(VerifierStage stage, LatentNarrations? latents)
    {
        string found = latents is null ? "no latents" : latents.Plans is null ? "latents" : "latents with plans in words";
        string wanted = stage switch
        {
            VerifierStage.Text => "no latents", VerifierStage.Actions => "latents with plans in words", _ => "latents",
        };
        if (found != wanted)
            throw ForewarnException.Of($"verifier stage {stage}", found, wanted,
                "Name the latents folder with the joint stage, and none with the text stage.", ExitCode.Usage);
    }

    private void StepText(long step, SeedStream seed, Dictionary<string, double> figures)
    {
        // One number of options per update keeps the rows of nearly equal length, so little of the batch is padding.
        int options = Options.DrawOptions(step, seed);
        var batch = new PromptBatch();
        for (int tokens = 0; tokens < Options.TextTokens * (1 - Options.ParaphraseShare); tokens += batch.LengthOf(batch.Rows - 1))
            writer.Choice(batch, ChoiceExample.Sample(LanguageSplit.Train, options, seed));
        int length = batch.Length - 12;
        for (int i = (int)Math.Round(batch.Rows * Options.ParaphraseShare / (1 - Options.ParaphraseShare)); i > 0; i--)
            writer.Paraphrases(batch, Math.Max(12, length), seed);

        using var scope = NewDisposeScope();
        var choice = Choose(batch, Decoder.Embed(tensor(batch.Ids(), batch.Rows, batch.Length)), "", figures);
        var definition = definitions.Loss(Decoder.Embedding);
        figures["definition_loss"] = definition.item<float>();
        (Options.DefinitionWeight > 0 ? choice + Options.DefinitionWeight * definition : choice).backward();
    }

    /// <summary>Loss of choices: the letter, the inner heads, and what the rows say beside.</summary>
    /// <param name="embeds"><c>[B, S, D]</c>.</param>
    /// <param name="prefix">Stands before the names of the figures.</param>
    internal Tensor Choose(PromptBatch batch, Tensor embeds, string prefix, Dictionary<string, double> figures)
    {
        using var scope = NewDisposeScope();
        var (low, high, last) = Decoder.ForwardTapped(embeds);
        var hidden = last.view(-1, Options.Decoder.Width);
        var (choiceAt, share, mask) = batch.Choices();
        const int width = PromptTokens.MaxOptions + 1;
        var (shares, masks) = (tensor(share, choiceAt.Length, width), tensor(mask, choiceAt.Length, width));
        var choiceLogits = At(hidden, choiceAt);
        var choice = VerifierLoss.Choice(choiceLogits, shares, masks);
        var (wish, _) = Meaning(batch, low, MeaningHead.Wish);
        var (plan, _) = Meaning(batch, low, MeaningHead.Plan);
        var (fit, fitAccuracy) = Meaning(batch, high, MeaningHead.Option);
        var loss = Options.ChoiceWeight * choice + Options.FitWeight * fit + Options.MeaningWeight * (wish + plan);
        var (textAt, target) = batch.Text();
        if (textAt.Length > 0)
        {
            var text = VerifierLoss.Text(At(hidden, textAt), tensor(target));
            loss += Options.TextWeight * text;
            figures[prefix + "paraphrase_loss"] = text.item<float>();
        }
        using var guard = no_grad();
        var best = (choiceLogits.narrow(1, PromptTokens.FirstLetter, width) + masks).argmax(1, keepdim: true);
        figures[prefix + "loss"] = loss.item<float>();
        figures[prefix + "choice_loss"] = choice.item<float>();
        figures[prefix + "choice_accuracy"] = (shares.gather(1, best) > 0).to_type(ScalarType.Float32).mean().item<float>();
        figures[prefix + "fit_loss"] = fit.item<float>();
        figures[prefix + "fit_accuracy"] = fitAccuracy;
        figures[prefix + "wish_loss"] = wish.item<float>();
        figures[prefix + "plan_loss"] = plan.item<float>();
        return loss.MoveToOuterDisposeScope();
    }

    private (Tensor Loss, double Accuracy) Meaning(PromptBatch batch, Tensor inner, MeaningHead head)
    {
        var (at, classes) = batch.Meanings(head);
        using var index = tensor(at);
        using var states = inner.view(-1, Options.Decoder.Width).index_select(0, index);
        return MeaningTargets.Loss(Parameters, head, states, classes);
    }

    /// <summary>Embeddings of rows with plans, the latents of the plans in their places.</summary>
    /// <param name="latents">Standardized, <c>[N, H, Z]</c>, one per plan in the order of the batch.</param>
    /// <returns><c>[B, S, D]</c>.</returns>
    internal Tensor EmbedPlans(PromptBatch batch, Tensor latents)
    {
        using var scope = NewDisposeScope();
        int width = Options.Decoder.Width;
        var words = Decoder.Embed(tensor(batch.Ids(), batch.Rows, batch.Length)).view(-1, width);
        var plans = LatentProjector.Forward(Parameters, latents, Options.StepsPerToken).reshape(-1, width);
        var placed = words.index_copy(0, tensor(batch.LatentSlots()), plans);
        return placed.view(batch.Rows, batch.Length, width).MoveToOuterDisposeScope();
    }

    /// <summary>Token scores at flat positions.</summary>
    /// <param name="hidden"><c>[B * S, D]</c>.</param>
    /// <returns><c>[M, V]</c>.</returns>
    internal Tensor At(Tensor hidden, long[] positions)
    {
        using var index = tensor(positions);
        using var states = hidden.index_select(0, index);
        return Decoder.Logits(states);
    }
}
