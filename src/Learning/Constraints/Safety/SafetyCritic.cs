using Forewarn.Core;
using Forewarn.Learning.Nets;

namespace Forewarn.Learning.Constraints.Safety;

/// <summary>
/// A network that says how much margin is left under the best control, <c>V(s) = max_a Q(s, a)</c>: at or below 0, failure is inevitable. Trained on
/// drawn transitions with the discounted safety backup, the discount annealed towards 1.
/// </summary>
public sealed class SafetyCritic
{
    private readonly ISafetyProblem _problem;
    private readonly SafetyCriticOptions _options;
    private readonly Mlp _net, _slow;
    private readonly FlatAdam _step;
    private readonly MlpTape _tape, _next;
    private readonly SeedStreams _seeds;
    private readonly double[] _state, _after, _margins;
    private readonly int[] _actions;

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public SafetyCritic(ISafetyProblem problem, SafetyCriticOptions options)
    {
        options.Validate();
        (_problem, _options, _seeds) = (problem, options, new(options.Seed));
        var shape = new MlpShape(problem.FeatureSize, options.Hidden, problem.ActionCount);
        _net = new(shape, _seeds.Stream("critic"));
        _slow = _net.Frozen();
        _step = new(shape.Count);
        (_tape, _next) = (new(shape, options.Batch), new(shape, options.Batch));
        (_state, _after) = (new double[problem.StateSize], new double[problem.StateSize]);
        (_margins, _actions) = (new double[options.Batch], new int[options.Batch]);
    }

    /// <summary>Updates done.</summary>
    public long Steps { get; private set; }

    public bool IsDone => Steps >= _options.Steps;

    /// <summary>One update; returns the mean squared error of the batch.</summary>
    public double Advance()
    {
        int rows = _options.Batch, actions = _problem.ActionCount;
        Draw(_seeds.Stream("step", Steps));
        _net.Forward(rows, _tape);
        _slow.Forward(rows, _next);
        _tape.OutputGradients.Clear();
        double gamma = _options.GammaAt(Steps), loss = 0;
        for (int b = 0; b < rows; b++)
        {
            double best = System.Numerics.Tensors.TensorPrimitives.Max<float>(_next.Outputs.Slice(b * actions, actions));
            int at = b * actions + _actions[b];
            double error = _tape.Outputs[at] - SafetyBackup.Target(_margins[b], best, gamma);
            loss += error * error / rows;
            _tape.OutputGradients[at] = (float)(2 * error / rows);
        }
        _net.ZeroGradients();
        _net.Backward(_tape);
        double rate = _options.LearningRate * (0.01 + 0.99 * (1 + Math.Cos(Math.PI * Steps / _options.Steps)) / 2);
        _step.Update(_net.Values, _net.Gradients, rate);
        _slow.Approach(_net, (float)_options.Tau);
        Steps++;
        return loss;
    }

    /// <summary>V at a state.</summary>
    public double Value(ReadOnlySpan<double> state)
    {
        _problem.Features(state, _tape.Inputs(1));
        _net.Forward(1, _tape);
        return System.Numerics.Tensors.TensorPrimitives.Max<float>(_tape.Outputs);
    }

    /// <summary>The control that leaves most margin.</summary>
    public int BestAction(ReadOnlySpan<double> state)
    {
        Value(state);
        return System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(_tape.Outputs);
    }

    private void Draw(SeedStream seed)
    {
        int width = _problem.FeatureSize;
        var now = _tape.Inputs(_options.Batch);
        var next = _next.Inputs(_options.Batch);
        for (int b = 0; b < _options.Batch; b++)
        {
            _problem.Draw(_state, seed);
            _actions[b] = seed.Next(_problem.ActionCount);
            _margins[b] = _problem.Margin(_state);
            _problem.Features(_state, now.Slice(b * width, width));
            _problem.Step(_state, _actions[b], _after);
            _problem.Features(_after, next.Slice(b * width, width));
        }
    }
}
