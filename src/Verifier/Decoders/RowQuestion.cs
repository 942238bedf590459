using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>
/// One question that stands before a decoder K times at once, each time with other rows in the places that are no tokens: a plan's, or a
/// picture's. The answers are greedy; all K share a batch and a cache. Not for several threads at once.
/// </summary>
internal sealed class RowQuestion : IDisposable
{
    private readonly int _width, _length;
    private readonly int[] _places;
    private readonly DecoderCache _decoder;
    private readonly GreedySpeech _speech;
    private readonly float[] _question;

    /// <param name="ids">The question, with tokens of any kind where rows go.</param>
    /// <param name="places">Where these are, in the order of the rows.</param>
    /// <param name="ends">Tokens any of which ends an answer.</param>
    /// <param name="most">Most tokens of an answer.</param>
    /// <exception cref="ForewarnException">Question and answer are longer than the decoder's reach.</exception>
    public RowQuestion(DecoderModel model, ReadOnlySpan<int> ids, IEnumerable<int> places, IReadOnlyCollection<int> ends, int most)
    {
        (_width, _length, _places) = (model.Width, ids.Length, [.. places]);
        int capacity = _length + most;
        if (capacity > model.MaxTokens)
            throw ForewarnException.Of("narration", $"{capacity} tokens of question, plan and answer", $"at most {model.MaxTokens}",
                "Ask a shorter question, or give a plan fewer tokens.", ExitCode.Usage);
        _decoder = DecoderCache.Of(model, capacity);
        _question = new float[_length * _width];
        _decoder.Embed(ids, _length, _question, default);
        _speech = new(model, _decoder, ends, most);
    }

    /// <summary>Rows of one question, <c>P</c>.</summary>
    public int Rows => _places.Length;

    /// <param name="count">K.</param>
    /// <param name="rows"><c>[K, P, D]</c>.</param>
    /// <returns>One sentence for each.</returns>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public Narration[] Ask(int count, ReadOnlySpan<float> rows, CancellationToken deadline)
    {
        _decoder.Rows(count);
        var target = _decoder.Next(_length);
        for (int k = 0, row = 0; k < count; k++)
        {
            var own = target.Slice(k * _question.Length, _question.Length);
            _question.CopyTo(own);
            foreach (int place in _places) rows.Slice(row++ * _width, _width).CopyTo(own[(place * _width)..]);
        }
        return _speech.Continue(count, _length, _decoder.Run(0, _length, deadline), deadline);
    }

    public void Dispose() => _decoder.Dispose();
}
