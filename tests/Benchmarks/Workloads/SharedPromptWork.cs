using Forewarn.Core;
using Forewarn.Verifier;

namespace Forewarn.Benchmarks.Workloads;

/// <summary>
/// A prompt and several ways of going on: the prompt computed once by the cache that the product continues its wishes in,
/// or computed in every row.
/// </summary>
internal sealed class SharedPromptWork : IDisposable
{
    private const float Near = 1e-4f;

    private readonly DecoderCache _shared, _repeated;
    private readonly int[] _prompt, _ways, _whole;
    private readonly int _count, _length;

    /// <param name="ways"><c>[R][S]</c>, all of one length.</param>
    /// <exception cref="ForewarnException">Sharing the prompt or not gives other logits.</exception>
    public SharedPromptWork(VerifierModel model, int[] prompt, int[][] ways)
    {
        (_prompt, _count, _length) = (prompt, ways.Length, prompt.Length + ways[0].Length);
        (_ways, _whole) = ([.. ways.SelectMany(w => w)], [.. ways.SelectMany(w => prompt.Concat(w))]);
        (_shared, _repeated) = (DecoderCache.Of(model.Decoder, _length), DecoderCache.Of(model.Decoder, _length));
        _repeated.Rows(_count);
        var all = RunRepeated();
        float[] shared = RunShared();
        for (int i = 0, row = all.Length / _count; i < shared.Length; i++)
        {
            float alone = all[(i / model.Vocabulary + 1) * row - model.Vocabulary + i % model.Vocabulary];
            if (Math.Abs(shared[i] - alone) > Near * Math.Max(1, Math.Abs(alone)))
                throw ForewarnException.Of($"logit {i} behind a shared prompt", $"{shared[i]}", $"{alone}", "Export the verifier again.");
        }
    }

    /// <returns>Logits of the last position of every way, <c>[R, V]</c>.</returns>
    public float[] RunShared()
    {
        _shared.Append(0, _prompt, default);
        return _shared.Continue(_prompt.Length, _ways, _count, default);
    }

    /// <returns>Logits of all rows, the last position of a row last.</returns>
    public ReadOnlySpan<float> RunRepeated()
    {
        _repeated.Embed(_whole, _length, _repeated.Next(_length), default);
        return _repeated.Run(0, _length, default);
    }

    public void Dispose()
    {
        _shared.Dispose();
        _repeated.Dispose();
    }
}
