using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Twin delayed deterministic policy gradient: twin critics, smoothed targets, a late actor; gradients by hand.</summary>
public sealed class Td3 : OffPolicyOptimizer
{
    private readonly Td3Options _options;
    private readonly DeterministicPolicy _policy;
    private readonly Mlp _target;
    private readonly TwinCritics _critics;
    private readonly MlpTape _tape;
    private readonly FlatAdam _actorStep;
    private readonly float[] _actions, _values, _gradients;
    private long _turn;

    public Td3(Td3Options options, int stateSize, int actionSize, SeedStream seed, IReplaySampler? sampler = null)
        : base(options, stateSize, actionSize, sampler)
    {
        _options = options;
        _policy = new(new Mlp(new MlpShape(stateSize, options.Hidden, actionSize, Outer: Activation.Tanh), seed.Child("actor")));
        _target = _policy.Net.Frozen();
        _critics = new(stateSize, actionSize, options.Hidden, options.Batch, options.Optimistic, seed);
        _tape = new(_policy.Net.Shape, options.Batch);
        _actorStep = new(_policy.Net.Shape.Count, optimistic: options.Optimistic);
        (_actions, _gradients) = (new float[options.Batch * actionSize], new float[options.Batch * actionSize]);
        _values = new float[options.Batch];
    }

    public override IStatePolicy Policy => _policy;

    /// <summary>The actor's network, S to A.</summary>
    public Mlp Actor => _policy.Net;

    internal TwinCritics Critics => _critics;

    public override void Reinitialize(SeedStream seed)
    {
        Actor.CopyFrom(new Mlp(Actor.Shape, seed));
        _target.CopyFrom(Actor);
    }

    protected override void Act(ReadOnlySpan<float> states, Span<float> actions, SeedStream seed)
    {
        _policy.Act(states, actions, null);
        foreach (ref float a in actions) a = Math.Clamp(a + (float)(_options.ExplorationNoise * seed.NextNormal()), -1, 1);
    }

    protected override void Update(TransitionBatch batch, double learningRate, SeedStream seed, FigureMeans figures)
    {
        figures.Add("critic_loss", LearnCritics(batch, learningRate, seed));
        if (++_turn % _options.PolicyDelay != 0) return;
        LearnActor(batch, learningRate, figures);
        _critics.Follow(_options.Tau);
        _target.Approach(Actor, (float)_options.Tau);
    }

    private double LearnCritics(TransitionBatch batch, double learningRate, SeedStream seed)
    {
        int rows = batch.Count;
        var values = _values.AsSpan(0, rows);
        _target.Forward(batch.NextStates, _tape);
        var next = _tape.Outputs;
        float limit = (float)_options.NoiseClip;
        for (int i = 0; i < next.Length; i++)
            _actions[i] = Math.Clamp(next[i] + Math.Clamp((float)(_options.PolicyNoise * seed.NextNormal()), -limit, limit), -1, 1);
        _critics.TargetMinimum(batch.NextStates, _actions.AsSpan(0, next.Length), values);
        for (int b = 0; b < rows; b++) values[b] = batch.Rewards[b] + (float)_options.Gamma * batch.Continues[b] * values[b];
        return _critics.Regress(batch.States, batch.Actions, values, learningRate);
    }

    private void LearnActor(TransitionBatch batch, double learningRate, FigureMeans figures)
    {
        var values = _values.AsSpan(0, batch.Count);
        Actor.Forward(batch.States, _tape);
        var actions = _tape.Outputs;
        var gradients = _gradients.AsSpan(0, actions.Length);
        _critics.FirstWithGradient(batch.States, actions, values, gradients);
        float expert = _options.Cloning ? TensorPrimitives.Sum<float>(batch.FromExpert) : 0;
        float weight = expert > 0 ? (float)(_options.Alpha * batch.Count / TensorPrimitives.SumOfMagnitudes<float>(values)) : 1;
        TensorPrimitives.Multiply(gradients, -weight / batch.Count, _tape.OutputGradients);
        double loss = -weight * TensorPrimitives.Sum<float>(values) / batch.Count;
        if (expert > 0)
        {
            double error = Clone(batch, expert);
            figures.Add("cloning_error", error);
            loss += error;
        }
        figures.Add("actor_loss", loss);
        Actor.ZeroGradients();
        Actor.Backward(_tape);
        _actorStep.Update(Actor.Values, Actor.Gradients, learningRate);
    }

    /// <summary>Adds the gradient of the mean squared distance to the expert's actions, over the expert's rows alone.</summary>
    private double Clone(TransitionBatch batch, float expert)
    {
        int width = batch.ActionSize;
        var actions = _tape.Outputs;
        var adjoints = _tape.OutputGradients;
        double error = 0;
        for (int b = 0; b < batch.Count; b++)
        {
            if (batch.FromExpert[b] == 0) continue;
            for (int i = b * width; i < (b + 1) * width; i++)
            {
                float off = actions[i] - batch.Actions[i];
                error += off * off;
                adjoints[i] += 2 * off / (expert * width);
            }
        }
        return error / (expert * width);
    }

    public override void Save(SnapshotWriter to)
    {
        base.Save(to);
        to.Add("policy", _policy);
        to.Add("target", _target.Values);
        to.Add("critics", _critics);
        to.Add("actor_step", _actorStep);
        to.Add("turn", _turn);
    }

    public override void Load(SnapshotReader from)
    {
        base.Load(from);
        from.Restore("policy", _policy);
        from.Floats("target", _target.Values);
        from.Restore("critics", _critics);
        from.Restore("actor_step", _actorStep);
        _turn = from.Long("turn");
    }
}
