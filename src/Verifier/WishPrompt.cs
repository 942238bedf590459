using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>
/// The two ends of a choice: the wish in front, computed once and kept in the cache until another is asked, and the
/// letters behind. What stands between, narrations or latents, is the caller's.
/// </summary>
internal sealed class WishPrompt
{
    private readonly VerifierModel _model;
    private readonly DecoderCache _decoder;
    private readonly int _wish, _means;
    private readonly int[] _letters;
    private string? _prefix;
    private int _length;

    public WishPrompt(VerifierModel model, DecoderCache decoder)
    {
        (_model, _decoder) = (model, decoder);
        var words = model.Tokenizer;
        (_wish, _means) = (words.Special("<wish>"), words.Special("<means>"));
        (None, Answer) = (words.Special("<none>"), words.Special("<answer>"));
        _letters = [.. Enumerable.Range(0, model.MaxOptions).Select(i => words.Special($"<{(char)('A' + i)}>"))];
    }

    public int None { get; }

    public int Answer { get; }

    /// <summary>The letter behind the option in a slot.</summary>
    public int Letter(int slot) => _letters[slot];

    /// <param name="wish">As the lexicon reads it.</param>
    /// <param name="behind">Tokens that will follow.</param>
    /// <returns>Positions of the cache that hold the wish.</returns>
    /// <exception cref="ForewarnException">Wish and options are longer than the decoder's reach.</exception>
    public int Read(string wish, int behind, CancellationToken deadline)
    {
        if (_prefix != wish)
        {
            _prefix = null;
            int[] ids = [_wish, .. _model.Tokenizer.EncodeWords(wish), _means];
            RequireRoom(ids.Length + behind);
            _decoder.Append(0, ids, deadline);
            (_prefix, _length) = (wish, ids.Length);
        }
        RequireRoom(_length + behind);
        return _length;
    }

    /// <summary>Log-probabilities over the letters on offer and none, put back from slots to options, <c>[K + 1]</c>.</summary>
    public double[] Scores(ReadOnlySpan<float> logits, int[] order)
    {
        Span<float> offered = stackalloc float[order.Length + 1];
        for (int slot = 0; slot < order.Length; slot++) offered[slot] = logits[_letters[slot]];
        offered[^1] = logits[None];
        double sum = LogSoftmax.LogSum(offered);
        var scores = new double[order.Length + 1];
        for (int slot = 0; slot < order.Length; slot++) scores[order[slot]] = offered[slot] - sum;
        scores[^1] = offered[^1] - sum;
        return scores;
    }

    private void RequireRoom(int length)
    {
        if (length > _model.MaxTokens)
            throw ForewarnException.Of("choice", $"{length} tokens of wish and options", $"at most {_model.MaxTokens}",
                "Say the wish in fewer words, or offer fewer options.", ExitCode.Usage);
    }
}
