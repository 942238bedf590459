using System.Numerics.Tensors;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Reinforcement;

/// <summary>Soft actor-critic: twin critics, a squashed Gaussian actor, a learned temperature; gradients by hand.</summary>
public sealed class Sac : OffPolicyOptimizer
{
    private const float Floor = 1e-6f;

    private readonly SacOptions _options;
    private readonly SquashedGaussianPolicy _policy;
    private readonly TwinCritics _critics;
    private readonly MlpTape _tape;
    private readonly FlatAdam _actorStep, _temperatureStep = new(1);
    private readonly float[] _actions, _noise, _logProbs, _values, _gradients, _logTemperature;
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
        int size = options.Batch * actionSize;
        (_actions, _noise, _gradients) = (new float[size], new float[size], new float[size]);
        (_logProbs, _values) = (new float[options.Batch], new float[options.Batch]);
    }

    public override IStatePolicy Policy => _policy;

    /// <summary>The actor's network, S to 2 A.</summary>
    public Mlp Actor => _policy.Net;

    internal TwinCritics Critics => _critics;

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
        Draw(batch.NextStates, batch.Count, seed);
        _critics.TargetMinimum(batch.NextStates, _actions, values);
        for (int b = 0; b < batch.Count; b++)
            values[b] = batch.Rewards[b] + (float)_options.Gamma * batch.Continues[b] * (values[b] - temperature * _logProbs[b]);
        return _critics.Regress(batch.States, batch.Actions, values, learningRate);
    }

    private double LearnActor(TransitionBatch batch, float temperature, double learningRate, SeedStream seed)
    {
        int rows = batch.Count, width = batch.ActionSize;
        var values = _values.AsSpan(0, rows);
        Draw(batch.States, rows, seed);
        _critics.MinimumWithGradient(batch.States, _actions, values, _gradients);
        var heads = _tape.Outputs;
        var adjoints = _tape.OutputGradients;
        for (int b = 0; b < rows; b++)
        {
            for (int c = 0; c < width; c++)
            {
                int i = b * width + c, mean = b * 2 * width + c, spread = mean + width;
                // L = alpha log pi(a) - Q(a) with a = tanh(mu + sigma eps): through u, then to mu and log sigma.
                float a = _actions[i], slope = 1 - a * a, raw = heads[spread];
                float du = (temperature * 2 * a * slope / (slope + Floor) - _gradients[i] * slope) / rows;
                adjoints[mean] = du;
                bool free = raw is > SquashedGaussianPolicy.LowLogStd and < SquashedGaussianPolicy.HighLogStd;
                adjoints[spread] = free ? du * MathF.Exp(raw) * _noise[i] - temperature / rows : 0;
            }
        }
        Actor.ZeroGradients();
        Actor.Backward(_tape);
        _actorStep.Update(Actor.Values, Actor.Gradients, learningRate);
        return temperature * Mean(_logProbs.AsSpan(0, rows)) - Mean(values);
    }

    private void LearnTemperature(double learningRate)
    {
        float gradient = -(float)(Mean(_logProbs) + _targetEntropy);
        _temperatureStep.Update(_logTemperature, [gradient], learningRate);
    }

    /// <summary>Draws actions and their log-densities; the pass stays on the tape.</summary>
    private void Draw(ReadOnlySpan<float> states, int rows, SeedStream seed)
    {
        Actor.Forward(states, _tape);
        int width = _policy.ActionSize;
        seed.FillNormal(_noise.AsSpan(0, rows * width));
        var heads = _tape.Outputs;
        for (int b = 0; b < rows; b++)
        {
            float log = 0;
            for (int c = 0; c < width; c++)
            {
                int i = b * width + c, mean = b * 2 * width + c;
                float logStd = Math.Clamp(heads[mean + width], SquashedGaussianPolicy.LowLogStd, SquashedGaussianPolicy.HighLogStd);
                float eps = _noise[i], a = MathF.Tanh(heads[mean] + MathF.Exp(logStd) * eps);
                _actions[i] = a;
                log += -0.5f * eps * eps - logStd - 0.9189385f - MathF.Log(1 - a * a + Floor);
            }
            _logProbs[b] = log;
        }
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
