using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>
/// The cost side of a constrained policy search: a critic of discounted costs, their advantages, and what episodes cost. The policy follows
/// <c>(A_r - lambda A_c) / (1 + lambda)</c>: with a critic for each part, a new price asks for no new values.
/// </summary>
internal sealed class CostCritic : ISnapshot
{
    private readonly ICostModel _model;
    private readonly PpoOptions _options;
    private readonly Mlp _net;
    private readonly FlatAdam _step;
    private float[] _costs = [], _values = [], _nextValues = [], _advantages = [], _returns = [], _wanted = [];
    private int[] _order = [];
    private MlpTape _tape;

    /// <param name="shape">Normalized S to 1.</param>
    public CostCritic(ICostModel model, PpoOptions options, MlpShape shape, SeedStream seed)
    {
        (_model, _options) = (model, options);
        _net = new(shape, seed, Initialization.Orthogonal);
        _step = new(shape.Count, epsilon: options.AdamEpsilon);
        _tape = new(shape, 1);
    }

    /// <summary>Undiscounted costs of the last episodes.</summary>
    public EpisodeReturns Returns { get; private set; } = new(0);

    /// <summary>Buffers for R rows of N environments; costs of episodes stay with their environments.</summary>
    public void Prepare(int rows, int environments)
    {
        if (Returns.Last.Length != environments) Returns = new(environments);
        if (_costs.Length == rows) return;
        (_costs, _values, _nextValues, _advantages, _returns) =
            (new float[rows], new float[rows], new float[rows], new float[rows], new float[rows]);
        _order = new int[rows];
        int most = (rows + _options.Minibatches - 1) / _options.Minibatches;
        (_wanted, _tape) = (new float[most], new(_net.Shape, most));
    }

    /// <summary>Puts a price on the advantages of a roll-out whose rewards have been estimated.</summary>
    public void Blend(PpoRollOut rollOut, GaussianPolicy policy, double multiplier, FigureMeans figures)
    {
        _model.Cost(rollOut.Batch, _costs);
        Returns.Observe(_costs, rollOut.Starts, rollOut.Ends);
        rollOut.Judge(policy, _net, _tape, _values, _nextValues);
        GeneralizedAdvantage.Estimate(Returns.Last.Length, _costs, _values, _nextValues, rollOut.Ends, _options.Gamma, _options.Lambda, _advantages);
        TensorPrimitives.Add(_advantages, _values, _returns);
        var blended = rollOut.Advantages.AsSpan();
        TensorPrimitives.MultiplyAdd(_advantages, (float)-multiplier, blended, blended);
        TensorPrimitives.Multiply(blended, (float)(1 / (1 + multiplier)), blended);
        figures.Add("cost", TensorPrimitives.Sum<float>(_costs) / _costs.Length);
        figures.Add("multiplier", multiplier);
    }

    /// <summary>The same epochs as the critic of rewards; squared errors without clipping.</summary>
    public void Learn(PpoRollOut rollOut, SeedStream seed, FigureMeans figures)
    {
        int s = _net.Shape.Inputs, parts = Math.Min(_options.Minibatches, _order.Length);
        double loss = 0;
        // As they were, so that a resumed run shuffles the same rows.
        for (int row = 0; row < _order.Length; row++) _order[row] = row;
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            seed.Shuffle(_order.AsSpan());
            for (int m = 0; m < parts; m++)
            {
                int from = (int)((long)_order.Length * m / parts), rows = (int)((long)_order.Length * (m + 1) / parts) - from;
                var inputs = _tape.Inputs(rows);
                for (int b = 0; b < rows; b++)
                {
                    int row = _order[from + b];
                    rollOut.Inputs.AsSpan(row * s, s).CopyTo(inputs[(b * s)..]);
                    _wanted[b] = _returns[row];
                }
                _net.Forward(rows, _tape);
                loss += PpoLoss.Value(
                    _tape.Outputs, _tape.Outputs, _wanted.AsSpan(0, rows), clip: 0, _options.ValueWeight, _tape.OutputGradients);
                _net.ZeroGradients();
                _net.Backward(_tape);
                _step.Update(_net.Values, _net.Gradients, _options.LearningRate);
            }
        }
        figures.Add("cost_value_loss", loss / (parts * _options.Epochs));
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("values", _net.Values);
        to.Add("step", _step);
        to.Add("returns", Returns);
    }

    public void Load(SnapshotReader from)
    {
        from.Floats("values", _net.Values);
        from.Restore("step", _step);
        from.Restore("returns", Returns);
    }
}
