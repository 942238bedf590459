using Forewarn.Core;

namespace Forewarn.Verifier;

/// <summary>Continues a batch of prompts greedily, one sentence a row, in the prompts' own cache.</summary>
/// <param name="ends">Tokens any of which ends a sentence.</param>
/// <param name="most">Most tokens of a sentence.</param>
internal sealed class GreedySpeech(DecoderModel model, DecoderCache decoder, IReadOnlyCollection<int> ends, int most)
{
    /// <param name="count">Rows <c>K</c>.</param>
    /// <param name="length">Tokens of every prompt.</param>
    /// <param name="logits">Logits of the prompts, <c>[K, S, V]</c>, the last position last.</param>
    /// <exception cref="OperationCanceledException">The deadline passed first.</exception>
    public Narration[] Continue(int count, int length, ReadOnlySpan<float> logits, CancellationToken deadline)
    {
        var said = new List<int>[count];
        var sums = new double[count];
        var next = new int[count];
        for (int k = 0; k < count; k++) said[k] = [];
        for (int t = 0; ; t++)
        {
            bool all = true;
            int rows = logits.Length / (count * model.Vocabulary);
            for (int k = 0; k < count; k++)
            {
                if (t > 0 && ends.Contains(next[k])) continue;
                var scores = logits.Slice(((k + 1) * rows - 1) * model.Vocabulary, model.Vocabulary);
                next[k] = LogSoftmax.ArgMax(scores);
                sums[k] += scores[next[k]] - LogSoftmax.LogSum(scores);
                said[k].Add(next[k]);
                all &= ends.Contains(next[k]);
            }
            if (all || t + 1 == most) break;
            deadline.ThrowIfCancellationRequested();
            decoder.Embed(next, 1, decoder.Next(1), deadline);
            logits = decoder.Run(length++, 1, deadline);
        }
        return [.. said.Select((tokens, k) => new Narration(k, model.Tokenizer.Decode(tokens).Trim(), sums[k] / tokens.Count))];
    }
}
