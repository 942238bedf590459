using Forewarn.Core;

namespace Forewarn.Verifier.Chat;

/// <summary>
/// Asks a language model, in text only, which narration fits a wish, and scores the letters it may answer with. What the presentation
/// orders have in common, the wish above all, is computed once.
/// </summary>
public sealed class ChatWishReader : IWishReader, IDisposable
{
    private readonly ChatVerifier _verifier;
    private readonly ChatPrompt _prompt;
    private readonly DecoderCache _decoder;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly int[][] _letters;
    private readonly int _capacity;

    /// <param name="capacity">Most tokens of wish and options.</param>
    /// <exception cref="ForewarnException">The model's template or vocabulary does not serve.</exception>
    public ChatWishReader(ChatVerifier verifier, int capacity = 512)
    {
        (_verifier, _prompt) = (verifier, verifier.Prompt);
        _capacity = Math.Min(capacity, verifier.Decoder.Model.MaxTokens);
        _decoder = DecoderCache.Of(verifier.Decoder.Model, _capacity);
        _letters = [.. Enumerable.Range(0, verifier.MaxOptions + 1).Select(_prompt.Letters)];
    }

    /// <inheritdoc/>
    /// <exception cref="ForewarnException">Too many options, or wish and options are too long.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        if (options.Count < 1 || options.Count > _verifier.MaxOptions)
            throw ForewarnException.Of("options", $"{options.Count}", $"1 to {_verifier.MaxOptions}", "Cluster the plans to fewer modes.", ExitCode.Usage);
        int[][] prompts = [.. orders.Select(order => _prompt.Choice(wish, [.. order.Select(i => options[i])]))];
        if (prompts.Max(p => p.Length) is int longest && longest > _capacity)
            throw ForewarnException.Of("choice", $"{longest} tokens of wish and options", $"at most {_capacity}",
                "Say the wish in fewer words, or offer fewer options.", ExitCode.Usage);
        await _turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            return Score(prompts, orders, deadline);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs on a plain wish, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int options)
    {
        int count = Math.Min(options, _verifier.MaxOptions);
        _ = ScoreAsync("pick it up", [.. Enumerable.Repeat("picks it up", count)], [[.. Enumerable.Range(0, count)]], default).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _turn.Dispose();
    }

    private double[][] Score(int[][] prompts, int[][] orders, CancellationToken deadline)
    {
        int shared = Shared(prompts), vocabulary = _verifier.Decoder.Model.Vocabulary;
        if (shared > 0) _decoder.Append(0, prompts[0].AsSpan(0, shared), deadline);
        var scores = new double[orders.Length][];
        // Orders of the same words are as long as each other, but for words that melt together at a line's end.
        foreach (var alike in Enumerable.Range(0, orders.Length).GroupBy(p => prompts[p].Length))
        {
            int[] members = [.. alike];
            float[] logits = _decoder.Continue(shared, [.. members.SelectMany(p => prompts[p][shared..])], members.Length, deadline);
            for (int m = 0; m < members.Length; m++) scores[members[m]] = Letters(logits.AsSpan(m * vocabulary, vocabulary), orders[members[m]]);
        }
        return scores;
    }

    /// <summary>Tokens that all prompts begin with; at least one is left to continue with.</summary>
    private static int Shared(int[][] prompts)
    {
        int shared = prompts.Min(p => p.Length) - 1;
        foreach (int[] prompt in prompts) shared = Math.Min(shared, prompt.AsSpan().CommonPrefixLength(prompts[0]));
        return shared;
    }

    /// <summary>Log-probabilities among the letters on offer, put back from slots to options, <c>[K + 1]</c>.</summary>
    private double[] Letters(ReadOnlySpan<float> logits, int[] order)
    {
        var offered = new float[order.Length + 1];
        for (int slot = 0; slot < offered.Length; slot++)
        {
            float[] ways = new float[_letters[slot].Length];
            for (int w = 0; w < ways.Length; w++) ways[w] = logits[_letters[slot][w]];
            offered[slot] = (float)LogSoftmax.LogSum(ways);
        }
        double sum = LogSoftmax.LogSum(offered);
        var scores = new double[offered.Length];
        for (int slot = 0; slot < order.Length; slot++) scores[order[slot]] = offered[slot] - sum;
        scores[^1] = offered[^1] - sum;
        return scores;
    }
}
