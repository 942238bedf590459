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

    /// <param name="seed">Source of the initial weights.</param>
    /// <param name="latents">Needed by, and only by, the joint stage.</param>
    public VerifierTask(VerifierOptions options, BpeVocabulary vocabulary, SeedStream seed, LatentNarrations? latents = null)
    {
        options.Validate();
        if ((options.Stage == VerifierStage.Joint) != (latents is not null))
            throw ForewarnException.Of("verifier stage", $"{options.Stage} {(latents is null ? "without" : "with")} latents",
                "latents for the joint stage only", "Name the latents folder with --stage joint, and none with --stage text.", ExitCode.Usage);
        if (latents is not null && latents.Steps % options.StepsPerToken != 0)
            throw ForewarnException.Of("latent steps", $"{latents.Steps}", $"a multiple of {options.StepsPerToken}", "Correct StepsPerToken.", ExitCode.Usage);
        Options = options with { Decoder = options.Decoder with { Vocabulary = vocabulary.Count } };
        (Vocabulary, Latents) = (vocabulary, latents);
        writer = new(vocabulary);
        Parameters = MeaningTargets.Declare(DecoderNet.Declare(new ParameterStore(seed), Options.Decoder), options.Decoder.Width);
        if (latents is not null) LatentProjector.Declare(Parameters, latents.Size, options.StepsPerToken, options.Decoder.Width);
        Decoder = new(Parameters, Options.Decoder);
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
        StepText(seed.Child("text"), figures);
        if (Latents is not null) StepLatents(Latents, seed.Child("latents"), figures);
        return figures;
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        var figures = new Dictionary<string, double>(new ChoiceEvaluation(this, writer).Run());
        if (Latents is not null)
            foreach (var (name, value) in new NarrationEvaluation(this, Latents).Run()) figures[name] = value;
        return figures;
    }

    public void Dispose()
    {
        Decoder.Dispose();
        Parameters.Dispose();
    }

    private void StepText(SeedStream seed, Dictionary<string, double> figures)
    {
        // One number of options per update keeps the rows of nearly equal length, so little of the batch is padding.
        int options = 1 + seed.Next(Options.MaxOptions);
        var batch = new PromptBatch();
        for (int tokens = 0; tokens < Options.TextTokens * (1 - Options.ParaphraseShare); tokens += batch.LengthOf(batch.Rows - 1))
            writer.Choice(batch, ChoiceExample.Sample(LanguageSplit.Train, options, seed));
        int length = batch.Length - 12;
        for (int i = (int)Math.Round(batch.Rows * Options.ParaphraseShare / (1 - Options.ParaphraseShare)); i > 0; i--)
            writer.Paraphrases(batch, Math.Max(12, length), seed);

        using var scope = NewDisposeScope();
        var (low, high, last) = Decoder.ForwardTapped(Decoder.Embed(tensor(batch.Ids(), batch.Rows, batch.Length)));
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
            figures["paraphrase_loss"] = text.item<float>();
        }
        loss.backward();
        using var guard = no_grad();
        var best = (choiceLogits.narrow(1, PromptTokens.FirstLetter, width) + masks).argmax(1, keepdim: true);
        figures["loss"] = loss.item<float>();
        figures["choice_loss"] = choice.item<float>();
        figures["choice_accuracy"] = (shares.gather(1, best) > 0).to_type(ScalarType.Float32).mean().item<float>();
        figures["fit_loss"] = fit.item<float>();
        figures["fit_accuracy"] = fitAccuracy;
        figures["wish_loss"] = wish.item<float>();
        figures["plan_loss"] = plan.item<float>();
    }

    private (Tensor Loss, double Accuracy) Meaning(PromptBatch batch, Tensor inner, MeaningHead head)
    {
        var (at, classes) = batch.Meanings(head);
        using var index = tensor(at);
        using var states = inner.view(-1, Options.Decoder.Width).index_select(0, index);
        return MeaningTargets.Loss(Parameters, head, states, classes);
    }

    private void StepLatents(LatentNarrations latents, SeedStream seed, Dictionary<string, double> figures)
    {
        var batch = new PromptBatch();
        var episodes = new int[Options.LatentRows];
        var predicted = new bool[Options.LatentRows];
        for (int i = 0; i < episodes.Length; i++)
        {
            episodes[i] = latents.Train[seed.Next(latents.Train.Length)];
            predicted[i] = seed.Next(2) == 0;
            var label = latents.Labels[episodes[i]];
            double kind = seed.NextDouble();
            double rephrase = Options.NarrationShare + 0.2 * (1 - Options.NarrationShare);
            if (kind < rephrase) writer.Narration(batch, label, LatentTokens, kind < Options.NarrationShare ? null : seed);
            else writer.Questions(batch, label, LatentTokens, seed);
        }
        using var scope = NewDisposeScope();
        var values = tensor(latents.Gather(episodes, i => predicted[i]), episodes.Length, latents.Steps, latents.Size);
        if (Options.LatentNoise > 0) values += Options.LatentNoise * randn_like(values);
        var hidden = ForwardPlans(batch, values).view(-1, Options.Decoder.Width);
        var (at, target) = batch.Text();
        var loss = VerifierLoss.Text(At(hidden, at), tensor(target));
        loss.backward();
        figures["narration_loss"] = loss.item<float>();
    }

    /// <summary>Hidden states of rows that begin with a plan's latents.</summary>
    /// <param name="latents">Standardized, <c>[B, H, Z]</c>, one per row.</param>
    /// <returns><c>[B, S, D]</c>.</returns>
    internal Tensor ForwardPlans(PromptBatch batch, Tensor latents)
    {
        using var scope = NewDisposeScope();
        long length = batch.Length, tokens = LatentTokens;
        var words = Decoder.Embed(tensor(batch.Ids(), batch.Rows, length));
        var plans = LatentProjector.Forward(Parameters, latents, Options.StepsPerToken);
        var embeds = cat([words.narrow(1, 0, 1), plans, words.narrow(1, 1 + tokens, length - 1 - tokens)], 1);
        return Decoder.Forward(embeds).MoveToOuterDisposeScope();
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
