using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Simulation.Tasks.Language;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers;

/// <summary>Trains the verifier: one decoder that narrates latents and chooses among narrations, of one task or of several.</summary>
public sealed class VerifierTask : ITrainingTask, IDisposable
{
    private readonly PromptWriter writer;
    private readonly ILatentLesson? lesson;
    private readonly DefinedWords definitions;

    /// <param name="seed">Source of the initial weights.</param>
    /// <param name="latents">
    /// Those of each task; needed by every stage but the text stage, with the plans in words for the stage that reads actions.
    /// </param>
    /// <exception cref="ForewarnException">Options, tasks and latents do not fit.</exception>
    public VerifierTask(VerifierOptions options, BpeVocabulary vocabulary, SeedStream seed, IReadOnlyList<LatentNarrations>? latents = null)
    {
        options.Validate();
        (Languages, Latents) = (options.Languages(), latents ?? []);
        LatentCheck.Require(options, Latents);
        Options = options with { Decoder = options.Decoder with { Vocabulary = vocabulary.Count } };
        Vocabulary = vocabulary;
        writer = new(vocabulary);
        definitions = new(vocabulary, Languages);
        Parameters = MeaningTargets.Declare(DecoderNet.Declare(new ParameterStore(seed), Options.Decoder), options.Decoder.Width, Languages);
        Projectors = [.. Latents.Select(l => new LatentTokenForm(
            l.Steps, l.Size, options.StepsPerToken, l.Stats, l.Language.Name, LatentProjector.NameOf(l.Language.Name, Latents.Count)))];
        foreach (var form in Projectors)
            LatentProjector.Declare(Parameters, form.Size, form.StepsPerToken, options.Decoder.Width, name: form.Projector);
        Decoder = new(Parameters, Options.Decoder);
        lesson = Latents.Count == 0 ? null
            : options.Stage == VerifierStage.Direct ? new ChoiceLesson(this, writer) : new NarrationLesson(this, writer);
    }

    /// <summary>The options, with the vocabulary's true size.</summary>
    public VerifierOptions Options { get; }

    public BpeVocabulary Vocabulary { get; }

    /// <summary>Those whose text is learned.</summary>
    public IReadOnlyList<TaskLanguage> Languages { get; }

    /// <summary>Latents of each task; none in the text stage.</summary>
    public IReadOnlyList<LatentNarrations> Latents { get; }

    /// <summary>How the latents of each task become tokens, in the order of <see cref="Latents"/>.</summary>
    public IReadOnlyList<LatentTokenForm> Projectors { get; }

    public ParameterStore Parameters { get; }

    public DecoderNet Decoder { get; }

    /// <summary>Latent tokens per plan <c>P</c>.</summary>
    public int LatentTokens => Projectors.Count == 0 ? 0 : Projectors[0].Tokens;

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

    /// <summary>Name of a figure: with one task plain, with several the task behind the first word.</summary>
    internal string Figure(TaskLanguage language, string family, string name) =>
        Languages.Count == 1 ? $"{family}/{name}" : $"{family}/{language.Name}/{name}";

    private void StepText(long step, SeedStream seed, Dictionary<string, double> figures)
    {
        // One number of options per update keeps the rows of nearly equal length, so little of the batch is padding.
        int options = Options.DrawOptions(step, seed);
        var batch = new PromptBatch();
        for (int tokens = 0; tokens < Options.TextTokens * (1 - Options.ParaphraseShare); tokens += batch.LengthOf(batch.Rows - 1))
            writer.Choice(batch, ChoiceExample.Sample(DrawLanguage(seed), LanguageSplit.Train, options, seed));
        int length = batch.Length - 12;
        for (int i = (int)Math.Round(batch.Rows * Options.ParaphraseShare / (1 - Options.ParaphraseShare)); i > 0; i--)
            writer.Paraphrases(batch, DrawLanguage(seed), Math.Max(12, length), seed);

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

    private TaskLanguage DrawLanguage(SeedStream seed) => Languages.Count == 1 ? Languages[0] : Languages[seed.Next(Languages.Count)];

    /// <summary>Mean over all positions of one head, each read by its own language's.</summary>
    private (Tensor Loss, double Accuracy) Meaning(PromptBatch batch, Tensor inner, MeaningHead head)
    {
        using var scope = NewDisposeScope();
        var marks = Languages.Select(l => (Language: l, Marks: batch.Meanings(l, head))).Where(m => m.Marks.At.Length > 0).ToArray();
        double all = marks.Sum(m => m.Marks.At.Length), right = 0;
        var states = inner.view(-1, Options.Decoder.Width);
        Tensor? loss = null;
        foreach (var (language, (at, classes)) in marks)
        {
            var (part, accuracy) = MeaningTargets.Loss(Parameters, Languages, language, head, states.index_select(0, tensor(at)), classes);
            double share = at.Length / all;
            loss = loss is null ? share * part : loss + share * part;
            right += share * accuracy;
        }
        return (loss!.MoveToOuterDisposeScope(), right);
    }

    /// <summary>Embeddings of rows with plans, the latents of the plans in their places, each through its task's projector.</summary>
    /// <param name="plans">In the order of the batch.</param>
    /// <param name="noise">Standard deviation of the noise on the standardized latents.</param>
    /// <returns><c>[B, S, D]</c>.</returns>
    internal Tensor EmbedPlans(PromptBatch batch, IReadOnlyList<PlanRow> plans, double noise = 0)
    {
        using var scope = NewDisposeScope();
        int width = Options.Decoder.Width;
        var placed = Decoder.Embed(tensor(batch.Ids(), batch.Rows, batch.Length)).view(-1, width);
        long[] slots = batch.LatentSlots();
        for (int t = 0; t < Latents.Count; t++)
        {
            int[] rows = [.. Enumerable.Range(0, plans.Count).Where(i => plans[i].Task == t)];
            if (rows.Length == 0) continue;
            int[] episodes = [.. rows.Select(i => plans[i].Episode)];
            var values = tensor(Latents[t].Gather(episodes, i => plans[rows[i]].Predicted), rows.Length, Latents[t].Steps, Latents[t].Size);
            if (noise > 0) values += noise * randn_like(values);
            var tokens = LatentProjector.Forward(Parameters, values, Options.StepsPerToken, Projectors[t].Projector).reshape(-1, width);
            long[] at = [.. rows.SelectMany(i => slots.Skip(i * LatentTokens).Take(LatentTokens))];
            placed = placed.index_copy(0, tensor(at), tokens);
        }
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
