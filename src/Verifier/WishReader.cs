using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>
/// Chooses in text only. The prompt is <c>&lt;wish&gt; wish &lt;means&gt; narration &lt;A&gt; narration &lt;B&gt; … &lt;none&gt;
/// &lt;answer&gt;</c>; the scores are the log-probabilities of the letters on offer and of <c>&lt;none&gt;</c>. The wish is
/// computed once, every presentation order continues behind it in the same cache, and the same wish asked again is
/// not computed again.
/// </summary>
public sealed class WishReader : IWishReader, IDisposable
{
    private readonly VerifierModel model;
    private readonly DecoderCache decoder;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly int wishToken, means, none, answer;
    private readonly int[] letters;
    private string? prefix;
    private int prefixLength;

    public WishReader(VerifierModel model)
    {
        this.model = model;
        decoder = new(model, model.MaxTokens);
        var words = model.Tokenizer;
        (wishToken, means) = (words.Special("<wish>"), words.Special("<means>"));
        (none, answer) = (words.Special("<none>"), words.Special("<answer>"));
        letters = [.. Enumerable.Range(0, model.MaxOptions).Select(i => words.Special($"<{(char)('A' + i)}>"))];
    }

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
        string word = model.Package.Texts("lexicon")[0];
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
        ReadWish(wish, length, deadline);
        var ids = new int[length];
        var scores = new double[orders.Length][];
        for (int p = 0; p < orders.Length; p++)
        {
            deadline.ThrowIfCancellationRequested();
            int at = 0;
            for (int slot = 0; slot < options.Count; slot++)
            {
                foreach (int token in tokens[orders[p][slot]]) ids[at++] = token;
                ids[at++] = letters[slot];
            }
            (ids[at], ids[at + 1]) = (none, answer);
            scores[p] = Letters(decoder.Append(prefixLength, ids, deadline), orders[p]);
        }
        return scores;
    }

    private void ReadWish(string wish, int optionsLength, CancellationToken deadline)
    {
        if (prefix != wish)
        {
            prefix = null;
            int[] ids = [wishToken, .. model.Tokenizer.EncodeWords(wish), means];
            RequireRoom(ids.Length + optionsLength);
            decoder.Append(0, ids, deadline);
            (prefix, prefixLength) = (wish, ids.Length);
        }
        RequireRoom(prefixLength + optionsLength);
    }

    /// <summary>Log-probabilities over the letters on offer and none, put back from slots to options, <c>[K + 1]</c>.</summary>
    private double[] Letters(ReadOnlySpan<float> logits, int[] order)
    {
        Span<float> offered = stackalloc float[order.Length + 1];
        for (int slot = 0; slot < order.Length; slot++) offered[slot] = logits[letters[slot]];
        offered[^1] = logits[none];
        double sum = LogSoftmax.LogSum(offered);
        var scores = new double[order.Length + 1];
        for (int slot = 0; slot < order.Length; slot++) scores[order[slot]] = offered[slot] - sum;
        scores[^1] = offered[^1] - sum;
        return scores;
    }

    private void RequireRoom(int length)
    {
        if (length > model.MaxTokens)
            throw ForewarnException.Of("choice", $"{length} tokens of wish and options", $"at most {model.MaxTokens}",
                "Say the wish in fewer words, or offer fewer options.", ExitCode.Usage);
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
