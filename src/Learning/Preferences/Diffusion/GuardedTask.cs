using Forewarn.Core;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Watches how far a tuning has taken the policy from its reference: every so many updates fresh chains give the KL and the spread of the
/// log-ratio. Beyond a limit the weights of the last look within it come back, and the run is done.
/// </summary>
public sealed class GuardedTask : ITrainingTask, IDisposable
{
    private const int Chains = 256;
    private readonly ITrainingTask _inner;
    private readonly DiffusionChainPolicy _policy;
    private readonly ParameterStore _reference;
    private readonly DiffusionTuningOptions _options;
    private readonly SeedStream _seed;
    private readonly ParameterStore _within;
    private bool _held;

    /// <param name="policy">Its present weights are the reference.</param>
    /// <param name="seed">The same noise at every look.</param>
    public GuardedTask(ITrainingTask inner, DiffusionChainPolicy policy, DiffusionTuningOptions options, SeedStream seed)
    {
        (_inner, _policy, _options, _seed) = (inner, policy, options, seed);
        _reference = policy.Parameters.Clone();
        _within = policy.Parameters.Clone();
    }

    /// <inheritdoc/>
    public ParameterStore Parameters => _inner.Parameters;

    /// <summary>Whether a limit was passed.</summary>
    public bool IsDone => _held;

    /// <inheritdoc/>
    public bool CanPause => _held || _inner.CanPause;

    /// <inheritdoc/>
    public double LearningRateScale(long step) => _inner.LearningRateScale(step);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        var figures = new Dictionary<string, double>(_inner.Step(step, seed));
        if (step % _options.GuardEvery != 0) return figures;
        var distance = ChainDistance.Of(_policy, _reference, Chains, _seed);
        _held = Beyond(distance.K1, _options.LargestKl) || Beyond(distance.Variance, _options.LargestVariance);
        if (_held)
        {
            Parameters.CopyFrom(_within);
            Parameters.ZeroGradients();
        }
        else
        {
            _within.CopyFrom(Parameters);
        }
        foreach (var (name, value) in distance.Figures("guard/")) figures[name] = value;
        figures["guard/held"] = _held ? 1 : 0;
        return figures;

        static bool Beyond(double found, double limit) => limit > 0 && found > limit;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate()
    {
        var figures = new Dictionary<string, double>(_inner.Evaluate());
        foreach (var (name, value) in ChainDistance.Of(_policy, _reference, Chains, _seed).Figures("objective/")) figures[name] = value;
        figures["guard/held"] = _held ? 1 : 0;
        return figures;
    }

    public void Dispose()
    {
        _reference.Dispose();
        _within.Dispose();
    }
}
