using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Imitation;

/// <summary>
/// Gradient steps that pull a network towards demonstrated actions. The network is that of a <see cref="SquashedGaussianPolicy"/>
/// (2 A outputs, <c>a = tanh(mu)</c>) or one that ends in tanh (A outputs).
/// </summary>
public sealed class CloningStep : ISnapshot
{
    // atanh of a demonstrated action at the limit would be infinite.
    private const float Limit = 0.999f;

    private readonly Mlp _net;
    private readonly CloningLoss _loss;
    private readonly MlpTape _tape;
    private readonly FlatAdam _step;
    private readonly TransitionBatch _batch;
    private readonly float[] _noise;
    private readonly bool _squashed;

    /// <param name="actionSize">A.</param>
    /// <param name="batch">Rows per step.</param>
    /// <exception cref="ForewarnException">A loss that needs a distribution, over a network that has none.</exception>
    public CloningStep(Mlp net, int actionSize, CloningLoss loss, int batch, double weightDecay = 0)
    {
        _squashed = net.Shape.Outputs == 2 * actionSize;
        if (!_squashed && (net.Shape.Outputs != actionSize || net.Shape.Outer != Activation.Tanh))
            throw new ArgumentException("The network must be a squashed Gaussian's, or end in tanh.", nameof(net));
        if (!_squashed && loss != CloningLoss.MeanAction)
            throw ForewarnException.Of("cloning loss", $"{loss} for a policy without a distribution", $"{CloningLoss.MeanAction}",
                "Clone into a squashed Gaussian, or take the mean action.", ExitCode.Usage);
        (_net, _loss) = (net, loss);
        _tape = new(net.Shape, batch);
        _step = new(net.Shape.Count, weightDecay: weightDecay);
        _batch = new(batch, net.Shape.Inputs, actionSize) { Count = batch };
        _noise = new float[batch * actionSize];
    }

    /// <summary>One step on a batch drawn with replacement.</summary>
    /// <returns>The loss before it.</returns>
    public double Update(ITransitionSource demonstrations, double learningRate, SeedStream seed)
    {
        _batch.Count = _batch.Capacity;
        demonstrations.Draw(_batch, 0, _batch.Count, seed);
        double loss = Judge(seed);
        _net.ZeroGradients();
        _net.Backward(_tape);
        _step.Update(_net.Values, _net.Gradients, learningRate);
        return loss;
    }

    /// <summary>Mean loss over some transitions, without learning from them.</summary>
    public double Loss(ITransitionSource demonstrations, IReadOnlyList<int> rows, SeedStream seed)
    {
        double sum = 0;
        for (int from = 0; from < rows.Count; from += _batch.Capacity)
        {
            _batch.Count = Math.Min(_batch.Capacity, rows.Count - from);
            for (int b = 0; b < _batch.Count; b++) demonstrations.Copy(rows[from + b], _batch, b);
            sum += Judge(seed) * _batch.Count;
        }
        return sum / rows.Count;
    }

    public void Save(SnapshotWriter to) => to.Add("step", _step);

    public void Load(SnapshotReader from) => from.Restore("step", _step);

    /// <summary>The batch's mean loss; its gradient in the outputs stays on the tape.</summary>
    private double Judge(SeedStream seed)
    {
        int rows = _batch.Count, width = _batch.ActionSize;
        _net.Forward(_batch.States, _tape);
        if (_loss == CloningLoss.DrawnAction) seed.FillNormal(_noise.AsSpan(0, rows * width));
        var outputs = _tape.Outputs;
        var slopes = _tape.OutputGradients;
        var wanted = _batch.Actions;
        double loss = 0;
        for (int i = 0; i < rows * width; i++)
        {
            int at = _squashed ? i / width * 2 * width + i % width : i;
            loss += !_squashed ? Square(outputs[at], wanted[i], out slopes[at])
                : _loss == CloningLoss.Likelihood ? Likelihood(outputs, slopes, at, at + width, wanted[i])
                : SquashedSquare(outputs, slopes, at, at + width, wanted[i], _loss == CloningLoss.DrawnAction ? _noise[i] : 0);
        }
        // Per action column for squares, so that the loss does not grow with the width; a log-likelihood is a sum over columns.
        float scale = 1f / (_loss == CloningLoss.Likelihood ? rows : rows * width);
        foreach (ref float slope in slopes) slope *= scale;
        return loss * scale;
    }

    private static double Square(float action, float wanted, out float slope)
    {
        float error = action - wanted;
        slope = 2 * error;
        return error * error;
    }

    /// <summary><c>(tanh(mu + sigma eps) - a)^2</c>.</summary>
    private static double SquashedSquare(ReadOnlySpan<float> outputs, Span<float> slopes, int mean, int spread, float wanted, float eps)
    {
        float raw = outputs[spread], sigma = MathF.Exp(Math.Clamp(raw, SquashedGaussianPolicy.LowLogStd, SquashedGaussianPolicy.HighLogStd));
        float action = MathF.Tanh(outputs[mean] + sigma * eps), error = action - wanted;
        slopes[mean] = 2 * error * (1 - action * action);
        slopes[spread] = IsFree(raw) ? slopes[mean] * sigma * eps : 0;
        return error * error;
    }

    /// <summary><c>-log N(atanh a; mu, sigma) + log(1 - a^2)</c>.</summary>
    private static double Likelihood(ReadOnlySpan<float> outputs, Span<float> slopes, int mean, int spread, float wanted)
    {
        float raw = outputs[spread], log = Math.Clamp(raw, SquashedGaussianPolicy.LowLogStd, SquashedGaussianPolicy.HighLogStd);
        float held = Math.Clamp(wanted, -Limit, Limit), inverse = MathF.Exp(-log), z = (MathF.Atanh(held) - outputs[mean]) * inverse;
        slopes[mean] = -z * inverse;
        slopes[spread] = IsFree(raw) ? 1 - z * z : 0;
        return 0.5 * z * z + log + 0.91893853320467274 + Math.Log(1 - held * held);
    }

    private static bool IsFree(float raw) => raw is > SquashedGaussianPolicy.LowLogStd and < SquashedGaussianPolicy.HighLogStd;
}
