using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// <c>e(x, t) = sqrt(1 - a_t) (x M(t) + n(t))</c>, with M and n from a small network of the time: for a Gaussian with mean m and
/// covariance S the best estimate has just this form, <c>M = (a_t S + (1 - a_t) I)^-1</c> and <c>n = -sqrt(a_t) m M</c>. Both are smooth
/// in <c>a_t</c>, so beside the embedding the network is told <c>a_t</c> and <c>sqrt(a_t)</c>.
/// </summary>
internal sealed class AffineNoiseNet : NoiseNet
{
    private const int Features = Embedding + 2;

    private readonly StateDiffusion _diffusion;
    private readonly Mlp _time;
    private readonly MlpTape _tape;
    private readonly float[] _noisy, _scales, _outputs;
    private float[] _table = [];

    public AffineNoiseNet(int width, StateDiffusion diffusion, double weightDecay, SeedStream seed)
        : this(width, diffusion, weightDecay, new Mlp(new(Features, [TimeHidden], width * (width + 1), Activation.LeakyRelu), seed.Child("time")))
    {
    }

    private AffineNoiseNet(int width, StateDiffusion diffusion, double weightDecay, Mlp time) : base(width, diffusion.Times, weightDecay, [time])
    {
        (_diffusion, _time, _tape) = (diffusion, time, new(time.Shape, Piece));
        (_noisy, _scales, _outputs) = (new float[Piece * width], new float[Piece], new float[Piece * width]);
    }

    /// <summary>Numbers in M and n, in this order.</summary>
    private int Size => Width * (Width + 1);

    public override Span<float> Forward(ReadOnlySpan<float> noisy, ReadOnlySpan<int> times)
    {
        int rows = times.Length;
        noisy.CopyTo(_noisy);
        var embedded = _tape.Inputs(rows);
        for (int b = 0; b < rows; b++)
        {
            Describe(times[b], embedded.Slice(b * Features, Features));
            _scales[b] = _diffusion.Noise(times[b]);
        }
        _time.Forward(rows, _tape);
        for (int b = 0; b < rows; b++)
        {
            var head = _tape.Outputs.Slice(b * Size, Size);
            var output = _outputs.AsSpan(b * Width, Width);
            Matrices.Product(noisy.Slice(b * Width, Width), head[..(Width * Width)], head[(Width * Width)..], output, 1, Width, Width);
            TensorPrimitives.Multiply(output, _scales[b], output);
        }
        return _outputs.AsSpan(0, rows * Width);
    }

    public override void Backward(ReadOnlySpan<float> gradients)
    {
        for (int b = 0; b < _tape.Rows; b++)
        {
            var head = _tape.OutputGradients.Slice(b * Size, Size);
            var offset = head[(Width * Width)..];
            TensorPrimitives.Multiply(gradients.Slice(b * Width, Width), _scales[b], offset);
            for (int i = 0; i < Width; i++) TensorPrimitives.Multiply(offset, _noisy[b * Width + i], head.Slice(i * Width, Width));
        }
        _time.Backward(_tape);
    }

    public override void Tabulate(ReadOnlySpan<int> times)
    {
        if (_table.Length != times.Length * Size) _table = new float[times.Length * Size];
        for (int k = 0; k < times.Length; k++)
        {
            Describe(times[k], _tape.Inputs(1));
            _time.Forward(1, _tape);
            TensorPrimitives.Multiply(_tape.Outputs, _diffusion.Noise(times[k]), _table.AsSpan(k * Size, Size));
        }
    }

    private void Describe(int time, Span<float> features)
    {
        Embed(time).CopyTo(features);
        (features[Embedding], features[Embedding + 1]) = ((float)_diffusion.SignalShare(time), _diffusion.Signal(time));
    }

    private protected override void EstimateAt(int slot, ReadOnlySpan<float> noisy, Span<float> noise, int rows)
    {
        var head = _table.AsSpan(slot * Size, Size);
        Matrices.Product(noisy, head[..(Width * Width)], head[(Width * Width)..], noise, rows, Width, Width);
    }
}
