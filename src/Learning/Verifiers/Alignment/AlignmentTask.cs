using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Verifiers.Alignment;

/// <summary>
/// Latent-text alignment of a language model from elsewhere (FOREWARN, sections on narration): a projector writes a plan's latents as tokens
/// into the question, the model learns to answer with what the plan did. Encoder and dynamics stay frozen, the model too but for adapters.
/// </summary>
public sealed class AlignmentTask : ITrainingTask, IDisposable
{
    private readonly AlignmentOptions _options;
    private readonly DecoderOptions _size;
    private readonly DecoderNet _net;
    private readonly AlignmentWords _words;
    private readonly LatentNarrations _latents;
    private readonly int[][] _answers;
    private readonly FrozenWeights _frozen;

    /// <param name="frozen">The language model; the caller keeps and disposes it.</param>
    /// <param name="seed">Source of the initial weights.</param>
    /// <exception cref="ForewarnException">Options or latents do not fit.</exception>
    public AlignmentTask(
        AlignmentOptions options, DecoderOptions size, FrozenWeights frozen, AlignmentWords words, LatentNarrations latents, SeedStream seed)
    {
        options.Validate();
        if (latents.Steps % options.StepsPerToken != 0)
            throw ForewarnException.Of("latent steps", $"{latents.Steps}", $"a multiple of {options.StepsPerToken}", "Correct StepsPerToken.", ExitCode.Usage);
        (_options, _size, _frozen, _words, _latents) = (options, size, frozen, words, latents);
        _answers = [.. latents.Labels.Select(l => words.Encode(latents.Language.Canonical(l)).Append(words.End).ToArray())];
        int longest = words.Before.Count + latents.Steps / options.StepsPerToken + words.After.Count + _answers.Max(a => a.Length);
        if (longest > size.MaxTokens)
            throw ForewarnException.Of("question and answer", $"{longest} tokens", $"at most {size.MaxTokens}",
                "Ask a shorter question, or allow more tokens.", ExitCode.Usage);
        Parameters = LatentProjector.Declare(new ParameterStore(seed), latents.Size, options.StepsPerToken, size.Width, Spread(frozen));
        INetworkWeights weights = frozen;
        if (options.Stage == AlignmentStage.Adapters)
        {
            LoraWeights.Declare(Parameters, options.Lora, size);
            weights = new LoraWeights(frozen, Parameters, options.Lora, size);
        }
        (Weights, _net) = (weights, new(weights, size));
    }

    public ParameterStore Parameters { get; }

    /// <summary>The language model as it stands: with adapters, where they are trained.</summary>
    public INetworkWeights Weights { get; }

    /// <summary>How latents become tokens.</summary>
    public LatentTokenForm Form => new(_latents.Steps, _latents.Size, _options.StepsPerToken, _latents.Stats, _latents.Language.Name);

    /// <summary>Takes the projector of a run of the first stage.</summary>
    /// <exception cref="ForewarnException">The checkpoint is of another projector.</exception>
    public void WarmStart(string checkpoint)
    {
        using var projector = LatentProjector.Declare(new ParameterStore(new SeedStream(0)), _latents.Size, _options.StepsPerToken, _size.Width);
        Checkpoint.LoadWeights(checkpoint, projector);
        foreach (string name in projector.Names) Parameters.Import(name, projector.Export(name));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        Parameters.ZeroGradients();
        double loss = 0;
        for (int m = 0; m < _options.Accumulate; m++)
        {
            var draw = seed.Child("rows", m);
            int[] episodes = [.. Enumerable.Range(0, _options.Rows).Select(_ => _latents.Train[draw.Next(_latents.Train.Length)])];
            bool[] predicted = [.. episodes.Select(_ => draw.Next(2) == 0)];
            loss += Pass(episodes, i => predicted[i]);
        }
        return new Dictionary<string, double> { ["narration_loss"] = loss };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        using var guard = no_grad();
        int[] episodes = [.. _latents.HeldOut.Take(_options.EvaluationRows)];
        return new AlignmentEvaluation(this, _words, _latents.Language, _options.NarrationTokens).Run(episodes, [.. episodes.Select(e => _latents.Labels[e])]);
    }

    public void Dispose()
    {
        _net.Dispose();
        Parameters.Dispose();
    }

    /// <summary>Scores of the next token of every row, <c>[n, V]</c>.</summary>
    /// <param name="said">What every row has answered so far, all equally long.</param>
    internal Tensor Next(int[] episodes, IReadOnlyList<IReadOnlyList<int>> said)
    {
        using var scope = NewDisposeScope();
        var hidden = _net.Forward(Embed(episodes, _ => true, 0, said));
        return _net.Logits(hidden.narrow(1, hidden.shape[1] - 1, 1)).to_type(ScalarType.Float32).view(episodes.Length, -1).MoveToOuterDisposeScope();
    }

    /// <summary>Forward and backward of one part of the batch.</summary>
    private double Pass(int[] episodes, Func<int, bool> predicted)
    {
        using var scope = NewDisposeScope();
        int[][] answers = [.. episodes.Select(e => _answers[e])];
        int prompt = _words.Before.Count + Form.Tokens + _words.After.Count, length = prompt + answers.Max(a => a.Length) - 1;
        // The state at a position answers for the token behind it; rows are padded behind their end, where nothing looks.
        var embeds = Embed(episodes, predicted, _options.LatentNoise, [.. answers.Select(a => a[..^1])]);
        long[] at = [.. answers.SelectMany((a, row) => a.Select((_, i) => (long)row * length + prompt - 1 + i))];
        var (index, target) = (tensor(at).to(embeds.device), tensor(answers.SelectMany(a => a.Select(t => (long)t)).ToArray()).to(embeds.device));
        if (_options.Checkpointing) return CheckpointedPass.Run(_net, _size.Layers, embeds, Loss);
        var loss = Loss(_net.Forward(embeds));
        loss.backward();
        return loss.item<float>();

        Tensor Loss(Tensor hidden)
        {
            var states = hidden.reshape(-1, _size.Width).index_select(0, index);
            return VerifierLoss.Text(_net.Logits(states).to_type(ScalarType.Float32), target) / _options.Accumulate;
        }
    }

    /// <summary>Question, plan, question's rest and answer so far of every row, padded to the longest, <c>[B, S, D]</c>.</summary>
    private Tensor Embed(int[] episodes, Func<int, bool> predicted, double noise, IReadOnlyList<IReadOnlyList<int>> answers)
    {
        using var scope = NewDisposeScope();
        int rows = episodes.Length, longest = answers.Max(a => a.Count);
        var device = _frozen["embed.weight"].device;
        var values = tensor(_latents.Gather(episodes, predicted), rows, _latents.Steps, _latents.Size);
        if (noise > 0) values += noise * randn_like(values);
        var plans = LatentProjector.Forward(Parameters, values.to(device), _options.StepsPerToken).to_type(_frozen["embed.weight"].dtype);
        var before = Words([.. Enumerable.Repeat(_words.Before, rows)], _words.Before.Count);
        var after = Words([.. answers.Select(a => (IReadOnlyList<int>)[.. _words.After, .. a])], _words.After.Count + longest);
        return cat([before, plans, after], 1).MoveToOuterDisposeScope();

        Tensor Words(IReadOnlyList<IReadOnlyList<int>> tokens, int width)
        {
            var ids = new long[rows * width];
            for (int r = 0; r < rows; r++)
                for (int i = 0; i < tokens[r].Count; i++) ids[r * width + i] = tokens[r][i];
            return _net.Embed(tensor(ids, rows, width).to(device));
        }
    }

    /// <summary>Standard deviation of the model's own embeddings: projected plans begin on their scale.</summary>
    private static double Spread(FrozenWeights frozen)
    {
        using var scope = NewDisposeScope();
        return frozen["embed.weight"].to_type(ScalarType.Float32).std().item<float>();
    }
}
