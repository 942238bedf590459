using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Soft actor-critic: twin critics, a squashed Gaussian actor, a learned temperature; gradients by hand.</summary>
public sealed class Sac : OffPolicyOptimizer
{
    private readonly SacOptions _options;
    private readonly SquashedGaussianPolicy _policy;
    private readonly TwinCritics _critics;
    private readonly MlpTape _tape;
    private readonly FlatAdam _actorStep, _temperatureStep = new(1);
    private readonly SquashedSample _sample;
    private readonly float[] _values, _gradients, _logTemperature;
    private readonly double _targetEntropy;

    public Sac(SacOptions options, int stateSize, int actionSize, SeedStream seed, IReplaySampler? sampler = null)
        : base(options, stateSize, actionSize, sampler)
    {
        _options = options;
        _policy = new(new Mlp(new MlpShape(stateSize, options.Hidden, 2 * actionSize), seed.Child("actor")));
        _critics = new(stateSize, actionSize, options.Hidden, options.Batch, options.Optimistic, seed);
        _tape = new(_policy.Net.Shape, options.Batch);
        _actorStep = new(_policy.Net.Shape.Count, optimistic: options.Optimistic);
        _targetEntropy = options.TargetEntropy ?? -actionSize;
        _logTemperature = [(float)Math.Log(options.Temperature)];
        _sample = new(options.Batch, actionSize);
        (_values, _gradients) = (new float[options.Batch], new float[options.Batch * actionSize]);
    }

    public override IStatePolicy Policy => _policy;

    /// <summary>The actor's network, S to 2 A.</summary>
    public Mlp Actor => _policy.Net;

    internal TwinCritics Critics => _critics;

    /// <summary>Actions and noise of the actor's last loss.</summary>
    internal SquashedSample Sample => _sample;

    internal float LogTemperature => _logTemperature[0];

    public override void Reinitialize(SeedStream seed) => Actor.CopyFrom(new Mlp(Actor.Shape, seed));

    protected override void Update(TransitionBatch batch, double learningRate, SeedStream seed, FigureMeans figures)
    {
        float temperature = MathF.Exp(_logTemperature[0]);
        figures.Add("critic_loss", LearnCritics(batch, temperature, learningRate, seed));
        figures.Add("actor_loss", LearnActor(batch, temperature, learningRate, seed));
        if (_options.LearnTemperature) LearnTemperature(learningRate);
        figures.Add("temperature", temperature);
        _critics.Follow(_options.Tau);
    }

    private double LearnCritics(TransitionBatch batch, float temperature, double learningRate, SeedStream seed)
    {
        var values = _values.AsSpan(0, batch.Count);
        Draw(batch.NextStates, seed);
        _critics.TargetMinimum(batch.NextStates, _sample.Actions, values);
        float gamma = (float)_options.Gamma;
        for (int b = 0; b < values.Length; b++)
            values[b] = batch.Rewards[b] + gamma * batch.Continues[b] * (values[b] - temperature * _sample.LogProbs[b]);
        return _critics.Regress(batch.States, batch.Actions, values, learningRate);
    }

    private double LearnActor(TransitionBatch batch, float temperature, double learningRate, SeedStream seed)
    {
        var values = _values.AsSpan(0, batch.Count);
        Draw(batch.States, seed);
        _critics.MinimumWithGradient(batch.States, _sample.Actions, values, _gradients);
        _sample.TakeBack(_gradients, temperature, _tape.OutputGradients);
        Actor.ZeroGradients();
        Actor.Backward(_tape);
        _actorStep.Update(Actor.Values, Actor.Gradients, learningRate);
        return temperature * Mean(_sample.LogProbs) - Mean(values);
    }

    private void LearnTemperature(double learningRate)
    {
        float gradient = -(float)(Mean(_sample.LogProbs) + _targetEntropy);
        _temperatureStep.Update(_logTemperature, [gradient], learningRate);
    }

    /// <summary>Draws actions and their log-densities; the pass stays on the tape.</summary>
    private void Draw(ReadOnlySpan<float> states, SeedStream seed)
    {
        Actor.Forward(states, _tape);
        _sample.Draw(_tape.Outputs, seed);
    }

    private static double Mean(ReadOnlySpan<float> values) => TensorPrimitives.Sum(values) / values.Length;

    public override void Save(SnapshotWriter to)
    {
        base.Save(to);
        to.Add("policy", _policy);
        to.Add("critics", _critics);
        to.Add("actor_step", _actorStep);
        to.Add("temperature_step", _temperatureStep);
        to.Add("log_temperature", _logTemperature);
    }

    public override void Load(SnapshotReader from)
    {
        base.Load(from);
        from.Restore("policy", _policy);
        from.Restore("critics", _critics);
        from.Restore("actor_step", _actorStep);
        from.Restore("temperature_step", _temperatureStep);
        from.Floats("log_temperature", _logTemperature);
    }
}
