using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// Estimates the noise in a diffused state, which gives the score of the diffused distribution: <c>-e(x, t) / sqrt(1 - a_t)</c>.
/// Times enter as a sinusoidal embedding (sines, then cosines, base 10 000).
/// </summary>
internal abstract class NoiseNet : ISnapshot
{
    /// <summary>Width of the embedding, and most rows of a pass.</summary>
    public const int Embedding = 16, Piece = 256;

    private protected const int TimeHidden = 32;
    private readonly float[] _embeddings;
    private readonly FlatAdam[] _steps;
    private readonly Mlp[] _nets;

    private protected NoiseNet(int width, int times, double weightDecay, Mlp[] nets)
    {
        (Width, _nets) = (width, nets);
        _steps = [.. nets.Select(n => new FlatAdam(n.Shape.Count, weightDecay: weightDecay))];
        _embeddings = new float[times * Embedding];
        for (int t = 0; t < times; t++)
            for (int i = 0, half = Embedding / 2; i < half; i++)
            {
                double angle = t * Math.Exp(-Math.Log(10_000) * i / (half - 1));
                _embeddings[t * Embedding + i] = (float)Math.Sin(angle);
                _embeddings[t * Embedding + half + i] = (float)Math.Cos(angle);
            }
    }

    /// <summary>D.</summary>
    public int Width { get; }

    /// <summary>The networks inside, in the order in which they are saved.</summary>
    public IReadOnlyList<Mlp> Parts => _nets;

    /// <summary>Estimates for up to <see cref="Piece"/> rows, <c>[B, D]</c>, ready to be taken back.</summary>
    /// <param name="noisy">x_t, <c>[B, D]</c>.</param>
    /// <param name="times">t of every row.</param>
    public abstract Span<float> Forward(ReadOnlySpan<float> noisy, ReadOnlySpan<int> times);

    /// <summary>Adds the parameters' gradients.</summary>
    /// <param name="gradients">Of the loss in the last estimates, <c>[B, D]</c>.</param>
    public abstract void Backward(ReadOnlySpan<float> gradients);

    /// <summary>Works out what depends on the time alone; call it again after the parameters changed.</summary>
    public abstract void Tabulate(ReadOnlySpan<int> times);

    /// <summary>Estimates for up to <see cref="Piece"/> rows at tabulated times, without a way back.</summary>
    /// <param name="slots">Index of every row's time among the tabulated ones.</param>
    public void Estimate(ReadOnlySpan<float> noisy, ReadOnlySpan<int> slots, Span<float> noise)
    {
        // Rows of one time in a row share its table: with every row at the same time, a single product.
        for (int from = 0, to; from < slots.Length; from = to)
        {
            for (to = from + 1; to < slots.Length && slots[to] == slots[from];) to++;
            int at = from * Width, length = (to - from) * Width;
            EstimateAt(slots[from], noisy.Slice(at, length), noise.Slice(at, length), to - from);
        }
    }

    public void ZeroGradients()
    {
        foreach (var net in _nets) net.ZeroGradients();
    }

    public void Update(double learningRate)
    {
        for (int i = 0; i < _nets.Length; i++) _steps[i].Update(_nets[i].Values, _nets[i].Gradients, learningRate);
    }

    public void Save(SnapshotWriter to)
    {
        for (int i = 0; i < _nets.Length; i++)
        {
            to.Add($"net{i}", _nets[i].Values);
            to.Add($"step{i}", _steps[i]);
        }
    }

    public void Load(SnapshotReader from)
    {
        for (int i = 0; i < _nets.Length; i++)
        {
            from.Floats($"net{i}", _nets[i].Values);
            from.Restore($"step{i}", _steps[i]);
        }
    }

    private protected ReadOnlySpan<float> Embed(int time) => _embeddings.AsSpan(time * Embedding, Embedding);

    private protected abstract void EstimateAt(int slot, ReadOnlySpan<float> noisy, Span<float> noise, int rows);
}
