using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A decoder that answers prompts token by token. Samples are rows of prompt, answer and padding; the mask holds the answer with
/// its end token.
/// </summary>
public sealed class TokenPolicy : IGreedyPolicy, IDisposable
{
    private readonly TokenPrompt[] prompts;
    private readonly DecoderNet net;

    /// <param name="parameters">A store with the decoder's weights and, if the options name one, the projector's. The caller's.</param>
    /// <exception cref="ForewarnException">A prompt does not fit the decoder.</exception>
    public TokenPolicy(ParameterStore parameters, DecoderOptions decoder, IReadOnlyList<TokenPrompt> prompts, TokenPolicyOptions options)
    {
        decoder.Validate();
        options.Validate();
        (Parameters, Decoder, Options, this.prompts) = (parameters, decoder, options, [.. prompts]);
        for (int i = 0; i < prompts.Count; i++) Require(i, prompts[i]);
        net = new(parameters, decoder);
    }

    public ParameterStore Parameters { get; }

    public DecoderOptions Decoder { get; }

    public TokenPolicyOptions Options { get; }

    public IReadOnlyList<TokenPrompt> Prompts => prompts;

    /// <inheritdoc />
    /// <remarks>A draw depends on the seed, its prompt and its number among the samples of that prompt; not on the rest of the batch.</remarks>
    public SampleBatch Draw(IReadOnlyList<int> prompts, int perPrompt, SeedStream seed)
    {
        var streams = new SeedStream[prompts.Count * perPrompt];
        var drawn = new Dictionary<int, long>();
        for (int i = 0; i < streams.Length; i++)
        {
            int prompt = prompts[i / perPrompt];
            long number = drawn[prompt] = drawn.GetValueOrDefault(prompt, -1) + 1;
            streams[i] = seed.Child("prompt", prompt).Child("sample", number);
        }
        return Answer(prompts, perPrompt, streams);
    }

    /// <inheritdoc />
    public SampleBatch Greedy(IReadOnlyList<int> prompts)
    {
        // Without chance a prompt has one answer, however often it is asked.
        int[] unique = [.. prompts.Distinct()];
        using var answers = Answer(unique, 1, new SeedStream?[unique.Length]);
        return answers.Select([.. prompts.Select(p => Array.IndexOf(unique, p))]);
    }

    /// <inheritdoc />
    /// <exception cref="ForewarnException">The batch has no mask, or one that decides on nothing.</exception>
    public Tensor LogProb(SampleBatch samples, ParameterStore weights)
    {
        using var scope = NewDisposeScope();
        var rows = new TokenRows(samples);
        using var decoder = net.Over(weights);
        var hidden = decoder.ForwardForest(Embed(decoder, weights, rows), rows.Forest);
        var logits = Logits(decoder, hidden.index_select(0, tensor(rows.At)), rows.At, rows.PromptOf);
        var decided = F.cross_entropy(logits, tensor(rows.Targets), reduction: nn.Reduction.None).neg();
        var parts = zeros(samples.Values.numel()).index_copy(0, tensor(rows.Places), decided).view_as(samples.Values);
        return MaskedLogProb.Of(parts, samples.Mask!, Options.Reduction).MoveToOuterDisposeScope();
    }

    /// <summary>Samples of given answers, for pairs that someone else wrote.</summary>
    /// <param name="answers">Prompt and tokens of the answer, its end token included; no padding.</param>
    public SampleBatch Batch(params IReadOnlyList<(int Prompt, int[] Answer)> answers)
    {
        int width = answers.Max(a => prompts[a.Prompt].Ids.Length + a.Answer.Length);
        var (values, mask) = (new long[answers.Count * width], new bool[answers.Count * width]);
        Array.Fill(values, Options.Pad);
        for (int b = 0; b < answers.Count; b++)
        {
            int at = b * width;
            foreach (int id in prompts[answers[b].Prompt].Ids) values[at++] = id;
            foreach (int id in answers[b].Answer) (values[at], mask[at++]) = (id, true);
        }
        using var scope = NewDisposeScope();
        return new([.. answers.Select(a => a.Prompt)], tensor(values, answers.Count, width).DetachFromDisposeScope(),
            tensor(mask, answers.Count, width).DetachFromDisposeScope());
    }

    /// <summary>The tokens of one sample's answer, its end token included.</summary>
    public static int[] AnswerOf(SampleBatch samples, int row)
    {
        using var scope = NewDisposeScope();
        var answer = samples.Values[row].masked_select(samples.Mask![row]);
        return Array.ConvertAll(answer.data<long>().ToArray(), id => (int)id);
    }

    public void Dispose() => net.Dispose();

    /// <returns>Scaled logits <c>[M, V]</c>; minus infinity where the prompt allows no such token.</returns>
    internal Tensor Logits(DecoderNet decoder, Tensor states, long[] at, Func<long, int> promptOf)
    {
        using var scope = NewDisposeScope();
        var logits = decoder.Logits(states);
        if (Options.Temperature != 1) logits = logits / Options.Temperature;
        if (prompts.All(p => p.Answers is null)) return logits.MoveToOuterDisposeScope();
        var outside = new bool[at.Length * Decoder.Vocabulary];
        for (int m = 0; m < at.Length; m++)
        {
            if (prompts[promptOf(at[m])].Answers is not { } answers) continue;
            var row = outside.AsSpan(m * Decoder.Vocabulary, Decoder.Vocabulary);
            row.Fill(true);
            foreach (int token in answers) row[token] = false;
        }
        return logits.masked_fill(tensor(outside, at.Length, Decoder.Vocabulary), float.NegativeInfinity).MoveToOuterDisposeScope();
    }

    /// <returns><c>[U, S, D]</c>: embeddings of whole prompts of one length, their latents in their slots.</returns>
    internal Tensor Embed(int[] whole)
    {
        using var scope = NewDisposeScope();
        int length = prompts[whole[0]].Ids.Length;
        long[] ids = [.. whole.SelectMany(p => prompts[p].Ids).Select(id => (long)id)];
        var slots = whole.SelectMany((p, row) => prompts[p].Slots.Select((s, k) => ((long)row * length + s, p, k)));
        return Place(Parameters, net.Embed(tensor(ids)), [.. slots]).view(whole.Length, length, Decoder.Width).MoveToOuterDisposeScope();
    }

    private Tensor Embed(DecoderNet decoder, ParameterStore weights, TokenRows rows)
    {
        using var scope = NewDisposeScope();
        var words = decoder.Embed(tensor(rows.Forest.Ids));
        var slots = new List<(long, int, int)>();
        long[] positions = prompts.Any(p => p.Slots.Length > 0) ? rows.Forest.Positions : [];
        for (int t = 0; t < positions.Length; t++)
        {
            int prompt = rows.PromptOf(t), slot = Array.IndexOf(prompts[prompt].Slots, (int)positions[t]);
            if (slot >= 0) slots.Add((t, prompt, slot));
        }
        return Place(weights, words, [.. slots]).MoveToOuterDisposeScope();
    }

    /// <summary>Writes slots k of prompts p into rows of the embeddings <c>[T, D]</c>.</summary>
    private Tensor Place(ParameterStore weights, Tensor words, (long Row, int Prompt, int Slot)[] slots)
    {
        if (slots.Length == 0) return words;
        using var scope = NewDisposeScope();
        int size = (int)SlotSize;
        var numbers = new float[slots.Length * size];
        for (int i = 0; i < slots.Length; i++)
            prompts[slots[i].Prompt].Latents.AsSpan(slots[i].Slot * size, size).CopyTo(numbers.AsSpan(i * size));
        var latents = tensor(numbers, slots.Length, size);
        var placed = Options.Projector is { } name ? weights.Linear(name, latents) : latents;
        return words.index_copy(0, tensor(Array.ConvertAll(slots, s => s.Row)), placed).MoveToOuterDisposeScope();
    }

    private SampleBatch Answer(IReadOnlyList<int> asked, int perPrompt, SeedStream?[] streams)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var answers = new (int Prompt, int[] Answer)[streams.Length];
        // One length at a time: rows of a batch then need no padding, and all stand at the same position.
        foreach (var group in Enumerable.Range(0, streams.Length).GroupBy(i => prompts[asked[i / perPrompt]].Ids.Length))
        {
            int[] members = [.. group];
            int[] ofMembers = Array.ConvertAll(members, i => asked[i / perPrompt]);
            var said = new TokenSampling(this, net).Run(ofMembers, Array.ConvertAll(members, i => streams[i]));
            for (int i = 0; i < members.Length; i++) answers[members[i]] = (ofMembers[i], said[i]);
        }
        return Batch(answers);
    }

    private void Require(int index, TokenPrompt prompt)
    {
        bool Known(int id) => id >= 0 && id < Decoder.Vocabulary;
        int limit = LimitOf(prompt);
        string? found = prompt.Ids.Length == 0 ? "no token"
            : limit < 1 || prompt.Ids.Length + limit > Decoder.MaxTokens ? $"{prompt.Ids.Length} tokens and {limit} to answer"
            : !prompt.Ids.All(Known) || prompt.Answers?.All(Known) == false ? "a token that is not in the vocabulary"
            : prompt.Answers is { Length: 0 } ? "no allowed answer"
            : prompt.Slots.Any(s => s < 0 || s >= prompt.Ids.Length) ? "a slot outside of the prompt"
            : prompt.Latents.Length != prompt.Slots.Length * SlotSize ? $"{prompt.Latents.Length} latent numbers in {prompt.Slots.Length} slots"
            : null;
        if (found is not null)
            throw ForewarnException.Of($"prompt {index}", found,
                $"1 to {Decoder.MaxTokens - limit} of {Decoder.Vocabulary} tokens, {SlotSize} numbers a slot", "Correct the prompt.");
    }

    internal int LimitOf(TokenPrompt prompt) => prompt.MaxAnswer ?? Options.MaxAnswer;

    private long SlotSize => Options.Projector is { } name ? Parameters.ShapeOf($"{name}.weight")[1] : Decoder.Width;
}
