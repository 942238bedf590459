using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// One hidden layer over [x, g(t)], with g the sinusoidal embedding through a small network of its own. The first layer is linear in
/// both, so at a given time <c>W_x x + c(t)</c>: for estimates c is tabulated, and the time costs nothing per row.
/// </summary>
internal sealed class MlpNoiseNet : NoiseNet
{
    private readonly Mlp _net, _time;
    private readonly MlpTape _tape, _timeTape;
    private readonly int _hidden;
    private readonly float[] _hiddens;
    private float[] _table = [];

    public MlpNoiseNet(int width, int hidden, Activation inner, int times, double weightDecay, SeedStream seed)
        : this(width, hidden, times, weightDecay,
            new(new(width + Embedding, [hidden], width, inner), seed.Child("net")),
            new(new(Embedding, [TimeHidden], Embedding, inner), seed.Child("time")))
    {
    }

    private MlpNoiseNet(int width, int hidden, int times, double weightDecay, Mlp net, Mlp time) : base(width, times, weightDecay, [net, time])
    {
        (_net, _time, _hidden) = (net, time, hidden);
        (_tape, _timeTape) = (new(net.Shape, Piece), new(time.Shape, Piece));
        _hiddens = new float[Piece * hidden];
    }

    public override Span<float> Forward(ReadOnlySpan<float> noisy, ReadOnlySpan<int> times)
    {
        int rows = times.Length, wide = Width + Embedding;
        var embedded = _timeTape.Inputs(rows);
        for (int b = 0; b < rows; b++) Embed(times[b]).CopyTo(embedded[(b * Embedding)..]);
        _time.Forward(rows, _timeTape);
        var inputs = _tape.Inputs(rows);
        for (int b = 0; b < rows; b++)
        {
            noisy.Slice(b * Width, Width).CopyTo(inputs[(b * wide)..]);
            _timeTape.Outputs.Slice(b * Embedding, Embedding).CopyTo(inputs[(b * wide + Width)..]);
        }
        _net.Forward(rows, _tape);
        return _tape.Outputs;
    }

    public override void Backward(ReadOnlySpan<float> gradients)
    {
        gradients.CopyTo(_tape.OutputGradients);
        _net.Backward(_tape, inputs: true);
        for (int b = 0, wide = Width + Embedding; b < _tape.Rows; b++)
            _tape.InputGradients.Slice(b * wide + Width, Embedding).CopyTo(_timeTape.OutputGradients[(b * Embedding)..]);
        _time.Backward(_timeTape);
    }

    public override void Tabulate(ReadOnlySpan<int> times)
    {
        if (_table.Length != times.Length * _hidden) _table = new float[times.Length * _hidden];
        for (int k = 0; k < times.Length; k++)
        {
            _time.Forward(Embed(times[k]), _timeTape);
            Matrices.Product(_timeTape.Outputs, _net.Weights(0)[(Width * _hidden)..], _net.Bias(0), _table.AsSpan(k * _hidden, _hidden),
                1, Embedding, _hidden);
        }
    }

    private protected override void EstimateAt(int slot, ReadOnlySpan<float> noisy, Span<float> noise, int rows)
    {
        var hidden = _hiddens.AsSpan(0, rows * _hidden);
        Matrices.Product(noisy, _net.Weights(0)[..(Width * _hidden)], _table.AsSpan(slot * _hidden, _hidden), hidden, rows, Width, _hidden,
            Nonlinearity.Slope(_net.Shape.Inner));
        Matrices.Product(hidden, _net.Weights(1), _net.Bias(1), noise, rows, _hidden, Width);
    }
}
