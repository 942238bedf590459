using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>
/// Chooses in text only. The prompt is <c>&lt;wish&gt; wish &lt;means&gt; narration &lt;A&gt; narration &lt;B&gt; … &lt;none&gt;
/// &lt;answer&gt;</c>; the scores are the log-probabilities of the letters on offer and of <c>&lt;none&gt;</c>. The wish is
/// computed once, every presentation order continues behind it in the same cache, and the same wish asked again is not
/// computed again.
/// </summary>
public sealed class WishReader : IWishReader, IDisposable
{
    private readonly VerifierModel model;
    private readonly DecoderCache decoder;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly WishPrompt prompt;

    public WishReader(VerifierModel model)
    {
        this.model = model;
        decoder = DecoderCache.Of(model.Decoder, model.MaxTokens);
        prompt = new(model, decoder);
    }

    /// <inheritdoc/>
    public IReadOnlyList<UnknownWord> Unknown(string wish) => model.Lexicon.Unknown(wish);

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public async ValueTask<double[][]> ScoreAsync(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        string text = model.Lexicon.Read(wish);
        RequireOptions(options, orders);
        await turn.WaitAsync(deadline).ConfigureAwait(false);
        try
        {
            return Score(text, options, orders, deadline);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Runs on a plain wish, so that the first decision is as fast as the others.</summary>
    public void WarmUp(int options)
    {
        string word = model.Lexicon.Words[0];
        var texts = Enumerable.Repeat(word, options).ToArray();
        int[][] orders = [[.. Enumerable.Range(0, options)]];
        for (int i = 0; i < 2; i++) _ = ScoreAsync(word, texts, orders, default).AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        decoder.Dispose();
        turn.Dispose();
    }

    private double[][] Score(string wish, IReadOnlyList<string> options, int[][] orders, CancellationToken deadline)
    {
        var tokens = options.Select(o => model.Tokenizer.EncodeWords(o)).ToArray();
        int length = tokens.Sum(t => t.Count + 1) + 2;
        int past = prompt.Read(wish, length, deadline);
        var ids = new int[orders.Length * length];
        for (int p = 0, at = 0; p < orders.Length; p++)
        {
            for (int slot = 0; slot < options.Count; slot++)
            {
                foreach (int token in tokens[orders[p][slot]]) ids[at++] = token;
                ids[at++] = prompt.Letter(slot);
            }
            (ids[at++], ids[at++]) = (prompt.None, prompt.Answer);
        }
        float[] logits = decoder.Continue(past, ids, orders.Length, deadline);
        return [.. orders.Select((order, p) => prompt.Scores(logits.AsSpan(p * model.Vocabulary, model.Vocabulary), order))];
    }

    private void RequireOptions(IReadOnlyList<string> options, int[][] orders)
    {
        if (options.Count < 1 || options.Count > model.MaxOptions)
            throw ForewarnException.Of("options", $"{options.Count}", $"1 to {model.MaxOptions}", "Cluster the plans to fewer modes.", ExitCode.Usage);
        foreach (var order in orders)
            if (!order.Order().SequenceEqual(Enumerable.Range(0, options.Count)))
                throw ForewarnException.Of("presentation order", $"[{string.Join(", ", order)}]", $"a permutation of 0 to {options.Count - 1}",
                    "Show every option exactly once.");
    }
}
