using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Two action-value networks with their slow copies (Fujimoto et al. 2018).</summary>
public sealed class TwinCritics : ISnapshot
{
    private readonly Mlp[] _nets, _targets;
    private readonly FlatAdam[] _steps;
    private readonly MlpTape[] _tapes;
    private readonly MlpTape _target;
    private readonly int _stateSize, _actionSize;

    public TwinCritics(int stateSize, int actionSize, IReadOnlyList<int> hidden, int capacity, bool optimistic, SeedStream seed)
    {
        (_stateSize, _actionSize) = (stateSize, actionSize);
        var shape = new MlpShape(stateSize + actionSize, hidden, 1);
        _nets = [new(shape, seed.Child("critic", 0)), new(shape, seed.Child("critic", 1))];
        _targets = [.. _nets.Select(n => n.Frozen())];
        _steps = [.. _nets.Select(_ => new FlatAdam(shape.Count, optimistic: optimistic))];
        _tapes = [new(shape, capacity), new(shape, capacity)];
        _target = new(shape, capacity);
    }

    /// <summary>The two networks, S + A to 1.</summary>
    internal IReadOnlyList<Mlp> Nets => _nets;

    /// <summary>The smaller of both target values, <c>[B]</c>.</summary>
    public void TargetMinimum(ReadOnlySpan<float> states, ReadOnlySpan<float> actions, Span<float> values)
    {
        Pair(states, actions, _target, values.Length);
        _targets[0].Forward(values.Length, _target);
        _target.Outputs.CopyTo(values);
        _targets[1].Forward(values.Length, _target);
        System.Numerics.Tensors.TensorPrimitives.Min(values, _target.Outputs, values);
    }

    /// <summary>One step on <c>sum_i mean (Q_i(s, a) - y)^2 / 2</c>.</summary>
    /// <param name="targets">y, <c>[B]</c>.</param>
    /// <returns>The loss.</returns>
    public double Regress(ReadOnlySpan<float> states, ReadOnlySpan<float> actions, ReadOnlySpan<float> targets, double learningRate)
    {
        double loss = 0;
        int rows = targets.Length;
        for (int i = 0; i < 2; i++)
        {
            Pair(states, actions, _tapes[i], rows);
            _nets[i].Forward(rows, _tapes[i]);
            var outputs = _tapes[i].Outputs;
            var gradients = _tapes[i].OutputGradients;
            for (int b = 0; b < rows; b++)
            {
                float error = outputs[b] - targets[b];
                loss += error * error / (2.0 * rows);
                gradients[b] = error / rows;
            }
            _nets[i].ZeroGradients();
            _nets[i].Backward(_tapes[i]);
            _steps[i].Update(_nets[i].Values, _nets[i].Gradients, learningRate);
        }
        return loss;
    }

    /// <summary>The smaller of both values <c>[B]</c> and its gradient in the action <c>[B, A]</c>.</summary>
    public void MinimumWithGradient(ReadOnlySpan<float> states, ReadOnlySpan<float> actions, Span<float> values, Span<float> gradients)
    {
        int rows = values.Length;
        for (int i = 0; i < 2; i++)
        {
            Pair(states, actions, _tapes[i], rows);
            _nets[i].Forward(rows, _tapes[i]);
        }
        var first = _tapes[0].Outputs;
        var second = _tapes[1].Outputs;
        for (int b = 0; b < rows; b++)
        {
            bool one = first[b] <= second[b];
            values[b] = one ? first[b] : second[b];
            (_tapes[0].OutputGradients[b], _tapes[1].OutputGradients[b]) = one ? (1, 0) : (0, 1);
        }
        for (int i = 0; i < 2; i++) _nets[i].Backward(_tapes[i], parameters: false, inputs: true);
        int width = _stateSize + _actionSize;
        for (int b = 0; b < rows; b++)
            for (int a = 0; a < _actionSize; a++)
                gradients[b * _actionSize + a] = _tapes[0].InputGradients[b * width + _stateSize + a]
                    + _tapes[1].InputGradients[b * width + _stateSize + a];
    }

    /// <summary>The value of the first network <c>[B]</c> and its gradient in the action <c>[B, A]</c>.</summary>
    public void FirstWithGradient(ReadOnlySpan<float> states, ReadOnlySpan<float> actions, Span<float> values, Span<float> gradients)
    {
        var tape = _tapes[0];
        Pair(states, actions, tape, values.Length);
        _nets[0].Forward(values.Length, tape);
        tape.Outputs.CopyTo(values);
        tape.OutputGradients.Fill(1);
        _nets[0].Backward(tape, parameters: false, inputs: true);
        int width = _stateSize + _actionSize;
        for (int b = 0; b < values.Length; b++)
            tape.InputGradients.Slice(b * width + _stateSize, _actionSize).CopyTo(gradients[(b * _actionSize)..]);
    }

    /// <summary>Lets the slow copies follow.</summary>
    public void Follow(double tau)
    {
        for (int i = 0; i < 2; i++) _targets[i].Approach(_nets[i], (float)tau);
    }

    public void Save(SnapshotWriter to)
    {
        for (int i = 0; i < 2; i++)
        {
            to.Add($"net{i}", _nets[i].Values);
            to.Add($"target{i}", _targets[i].Values);
            to.Add($"step{i}", _steps[i]);
        }
    }

    public void Load(SnapshotReader from)
    {
        for (int i = 0; i < 2; i++)
        {
            from.Floats($"net{i}", _nets[i].Values);
            from.Floats($"target{i}", _targets[i].Values);
            from.Restore($"step{i}", _steps[i]);
        }
    }

    private void Pair(ReadOnlySpan<float> states, ReadOnlySpan<float> actions, MlpTape tape, int rows)
    {
        int width = _stateSize + _actionSize;
        var inputs = tape.Inputs(rows);
        for (int b = 0; b < rows; b++)
        {
            states.Slice(b * _stateSize, _stateSize).CopyTo(inputs[(b * width)..]);
            actions.Slice(b * _actionSize, _actionSize).CopyTo(inputs[(b * width + _stateSize)..]);
        }
    }
}
