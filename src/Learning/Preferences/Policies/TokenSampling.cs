using Forewarn.Core;
using Forewarn.Learning.Verifiers;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Batched decoding: every different prompt is read once, then each token costs one position per unfinished row.
/// </summary>
internal sealed class TokenSampling(TokenPolicy policy, DecoderNet net)
{
    /// <param name="prompts">Prompt of every row, <c>[R]</c>, all of one length.</param>
    /// <param name="streams">One per row; where null, the row takes the most likely token.</param>
    /// <returns>Answers with their end token, <c>[R]</c>.</returns>
    public int[][] Run(int[] prompts, SeedStream?[] streams)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        var answers = Array.ConvertAll(prompts, _ => new List<int>());
        int[] open = [.. Enumerable.Range(0, prompts.Length)];
        var (cache, states) = Read(prompts);
        while (true)
        {
            using var step = NewDisposeScope();
            Sample(prompts, states, open, streams, answers);
            int[] left = [.. Enumerable.Range(0, open.Length).Where(i => !IsWhole(answers[open[i]], prompts[open[i]]))];
            if (left.Length == 0) break;
            if (left.Length < open.Length)
            {
                var shorter = cache.Select(tensor(Array.ConvertAll(left, i => (long)i)));
                cache.Dispose();
                (cache, open) = (shorter, Array.ConvertAll(left, i => open[i]));
            }
            var said = tensor(Array.ConvertAll(open, r => (long)answers[r][^1]), open.Length, 1);
            states.Dispose();
            states = net.ForwardCached(net.Embed(said), cache).select(1, 0).MoveToOuterDisposeScope();
        }
        cache.Dispose();
        return Array.ConvertAll(answers, a => a.ToArray());
    }

    private bool IsWhole(List<int> answer, int prompt) =>
        answer[^1] == policy.Options.End || answer.Count == policy.LimitOf(policy.Prompts[prompt]);

    private (KeyValueCache Cache, Tensor States) Read(int[] prompts)
    {
        using var scope = NewDisposeScope();
        int[] unique = [.. prompts.Distinct()];
        int length = policy.Prompts[unique[0]].Ids.Length;
        var owner = unique.Select((p, i) => (p, i)).ToDictionary(pair => pair.p, pair => (long)pair.i);
        var rows = tensor(Array.ConvertAll(prompts, p => owner[p]));
        using var read = new KeyValueCache(policy.Decoder, unique.Length, length + unique.Max(p => policy.LimitOf(policy.Prompts[p])));
        var hidden = net.ForwardCached(policy.Embed(unique), read);
        return (read.Select(rows), hidden.select(1, length - 1).index_select(0, rows).MoveToOuterDisposeScope());
    }

    private void Sample(int[] prompts, Tensor states, int[] open, SeedStream?[] streams, List<int>[] answers)
    {
        var rows = Array.ConvertAll(open, r => (long)r);
        var chances = softmax(policy.Logits(net, states, rows, r => prompts[r]).to_type(ScalarType.Float64), 1);
        double[] flat = chances.data<double>().ToArray();
        int size = policy.Decoder.Vocabulary;
        for (int i = 0; i < open.Length; i++)
        {
            var row = flat.AsSpan(i * size, size);
            answers[open[i]].Add(streams[open[i]] is { } stream ? Draw(row, stream.NextDouble()) : Largest(row));
        }
    }

    /// <summary>Inverse of the distribution function; rounding at its end never reaches a token without probability.</summary>
    private static int Draw(ReadOnlySpan<double> chances, double level)
    {
        int last = 0;
        for (int i = 0; i < chances.Length; i++)
        {
            if (chances[i] <= 0) continue;
            last = i;
            level -= chances[i];
            if (level < 0) break;
        }
        return last;
    }

    private static int Largest(ReadOnlySpan<double> chances)
    {
        int best = 0;
        for (int i = 1; i < chances.Length; i++) if (chances[i] > chances[best]) best = i;
        return best;
    }
}
