using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Epochs of clipped gradient steps over one roll-out, in reused buffers.</summary>
internal sealed class PpoUpdate
{
    private readonly PpoOptions _options;
    private readonly int[] _order;
    private readonly float[] _draws, _oldLogs, _advantages, _returns, _oldValues, _logStdGradients;
    private readonly MlpTape _actorTape, _criticTape;

    /// <param name="rows">R of a roll-out.</param>
    /// <param name="environments">N: the actor's tape also serves the roll-outs.</param>
    public PpoUpdate(PpoOptions options, MlpShape actor, MlpShape critic, int rows, int environments)
    {
        _options = options;
        Most = (rows + options.Minibatches - 1) / options.Minibatches;
        _order = new int[rows];
        _draws = new float[Most * actor.Outputs];
        (_oldLogs, _advantages, _returns, _oldValues) = (new float[Most], new float[Most], new float[Most], new float[Most]);
        _logStdGradients = new float[actor.Outputs];
        (_actorTape, _criticTape) = (new(actor, Math.Max(Most, environments)), new(critic, Math.Max(Most, environments)));
    }

    /// <summary>Most rows of a minibatch.</summary>
    public int Most { get; }

    public MlpTape ActorTape => _actorTape;

    public MlpTape CriticTape => _criticTape;

    /// <param name="steps">Optimizers of actor, log sigma and critic.</param>
    public void Run(PpoRollOut rollOut, GaussianPolicy policy, Mlp critic, PpoSteps steps, SeedStream seed, FigureMeans figures)
    {
        for (int row = 0; row < _order.Length; row++) _order[row] = row;
        int parts = Math.Min(_options.Minibatches, _order.Length);
        double policyLoss = 0, valueLoss = 0, divergence = 0, clipped = 0, norm = 0;
        for (int epoch = 0; epoch < _options.Epochs; epoch++)
        {
            seed.Shuffle(_order.AsSpan());
            for (int m = 0; m < parts; m++)
            {
                int from = (int)((long)_order.Length * m / parts), to = (int)((long)_order.Length * (m + 1) / parts);
                var (loss, value) = Gradients(rollOut, _order.AsSpan(from, to - from), policy, critic);
                policyLoss += loss.Loss;
                valueLoss += value;
                divergence += loss.Divergence;
                clipped += loss.Clipped;
                norm += LimitNorm(policy.Net.Gradients, _logStdGradients, critic.Gradients);
                steps.Actor.Update(policy.Net.Values, policy.Net.Gradients, _options.LearningRate);
                steps.LogStd.Update(policy.LogStd, _logStdGradients, _options.LearningRate);
                steps.Critic.Update(critic.Values, critic.Gradients, _options.LearningRate);
            }
        }
        int count = parts * _options.Epochs;
        figures.Add("policy_loss", policyLoss / count);
        figures.Add("value_loss", valueLoss / count);
        figures.Add("divergence", divergence / count);
        figures.Add("clipped", clipped / count);
        figures.Add("gradient_norm", norm / count);
    }

    /// <summary>Gradients of both losses over some rows, left in the networks and in <see cref="LogStdGradients"/>.</summary>
    internal (PpoPolicyLoss Policy, double Value) Gradients(PpoRollOut rollOut, ReadOnlySpan<int> rows, GaussianPolicy policy, Mlp critic)
    {
        Gather(rollOut, rows, policy.StateSize, policy.ActionSize);
        int count = rows.Length, width = policy.ActionSize;
        policy.Net.Forward(count, _actorTape);
        critic.Forward(count, _criticTape);
        var loss = PpoLoss.Policy(_actorTape.Outputs, policy.LogStd, _draws.AsSpan(0, count * width), _oldLogs.AsSpan(0, count),
            _advantages.AsSpan(0, count), _options.Clip, _options.EntropyWeight, _actorTape.OutputGradients, _logStdGradients);
        double value = PpoLoss.Value(_criticTape.Outputs, _oldValues.AsSpan(0, count), _returns.AsSpan(0, count),
            _options.ValueClip, _options.ValueWeight, _criticTape.OutputGradients);
        policy.Net.ZeroGradients();
        policy.Net.Backward(_actorTape);
        critic.ZeroGradients();
        critic.Backward(_criticTape);
        return (loss, value);
    }

    /// <summary><c>[A]</c>.</summary>
    internal ReadOnlySpan<float> LogStdGradients => _logStdGradients;

    private void Gather(PpoRollOut rollOut, ReadOnlySpan<int> rows, int s, int a)
    {
        Span<float> actor = _actorTape.Inputs(rows.Length), critic = _criticTape.Inputs(rows.Length);
        for (int b = 0; b < rows.Length; b++)
        {
            int row = rows[b];
            rollOut.Inputs.AsSpan(row * s, s).CopyTo(actor[(b * s)..]);
            rollOut.Draws.AsSpan(row * a, a).CopyTo(_draws.AsSpan(b * a));
            (_oldLogs[b], _advantages[b]) = (rollOut.OldLogs[row], rollOut.Advantages[row]);
            (_returns[b], _oldValues[b]) = (rollOut.Returns[row], rollOut.Values[row]);
        }
        actor.CopyTo(critic);
        if (_options.NormalizeAdvantages) Standardize(_advantages.AsSpan(0, rows.Length));
    }

    private static void Standardize(Span<float> values)
    {
        float mean = TensorPrimitives.Sum<float>(values) / values.Length;
        TensorPrimitives.Subtract(values, mean, values);
        float deviation = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(values) / values.Length);
        TensorPrimitives.Multiply(values, 1 / (deviation + 1e-8f), values);
    }

    private double LimitNorm(Span<float> first, Span<float> second, Span<float> third)
    {
        double norm = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(first) + TensorPrimitives.SumOfSquares<float>(second)
            + TensorPrimitives.SumOfSquares<float>(third));
        if (_options.GradientNorm == 0 || norm <= _options.GradientNorm) return norm;
        float factor = (float)(_options.GradientNorm / norm);
        TensorPrimitives.Multiply(first, factor, first);
        TensorPrimitives.Multiply(second, factor, second);
        TensorPrimitives.Multiply(third, factor, third);
        return norm;
    }
}
