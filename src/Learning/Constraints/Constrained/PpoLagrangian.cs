using Forewarn.Core;
using Forewarn.Learning.Imitation;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;
using Forewarn.Simulation;

namespace Forewarn.Learning.Constraints.Constrained;

/// <summary>
/// Constrained policy search, <c>max J(pi, r) subject to J(pi, c) &lt;= limit</c>: proximal policy optimization on
/// <c>(A_r - lambda A_c) / (1 + lambda)</c> with a critic for each part, the price lambda set after every roll-out by a PID controller on the
/// undiscounted cost of the last episodes.
/// </summary>
public sealed class PpoLagrangian : ISnapshot, IDisposable
{
    private readonly PpoLagrangianOptions _options;
    private readonly IRewardModel _reward;
    private readonly LearnerEpisodes _episodes;
    private readonly Ppo _ppo;
    private readonly PidMultiplier _multiplier;

    /// <param name="create">Makes one of the environments to learn in; they are disposed with this.</param>
    /// <param name="resets">Where episodes start; null = where the task starts.</param>
    /// <param name="reward">null = the task's own.</param>
    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public PpoLagrangian(
        PpoLagrangianOptions options, Func<IStateEnvironment> create, ICostModel cost, SeedStream seed, IResetDistribution? resets = null,
        IRewardModel? reward = null)
    {
        options.Validate();
        (_options, _reward) = (options, reward ?? new TaskReward());
        _episodes = new(create, options.Ppo.Environments, resets ?? new StartStates(), seed.Child("episodes"));
        _ppo = new(options.Ppo, _episodes.StateSize, _episodes.ActionSize, seed.Child("ppo"), cost: cost);
        _multiplier = new(options.Gains);
    }

    /// <summary>The policy that is being improved; the same object throughout.</summary>
    public GaussianPolicy Policy => _ppo.Gaussian;

    /// <summary>Steps and episodes so far.</summary>
    public InteractionCounts Counts => _episodes.Counts;

    /// <summary>lambda at the end of the last call.</summary>
    public double Multiplier => _multiplier.Value;

    /// <summary>Forgets the price, ends every episode (the constraint that they sensed may be another now), clones, and searches.</summary>
    /// <param name="limit">What an episode may cost.</param>
    /// <param name="demonstrations">Cloned first, as the policy senses them; null = nothing is cloned.</param>
    /// <returns>Mean figures of the call, with <c>episode_cost</c>, <c>multiplier</c> and <c>cloning_error</c>.</returns>
    public IReadOnlyDictionary<string, double> Improve(double limit, ITransitionSource? demonstrations, SeedStream seed)
    {
        var figures = new FigureMeans();
        _multiplier.Reset();
        _episodes.Restart();
        if (demonstrations is not null && _options.CloningSteps > 0)
            figures.Add("cloning_error", GaussianCloning.Fit(Policy, demonstrations, _options.CloningSteps, _options.CloningBatch, _options.CloningRate,
                seed.Child("cloning")));
        if (_options.StartLogStd is { } start) Array.Fill(Policy.LogStd, (float)start);
        long rollOut = (long)_options.Ppo.Environments * _options.Ppo.RollOutSteps;
        for (long done = 0; done < _options.Steps; done += rollOut)
        {
            _ppo.Multiplier = _multiplier.Value;
            figures.Add(_ppo.Improve(_episodes, _reward, rollOut, seed.Child("roll-out", done)));
            // Before the first episode is over there is no cost to speak of.
            if (_ppo.Costs.HasFinished) _multiplier.Update(_ppo.Costs.Mean, limit);
            figures.Add("episode_cost", _ppo.Costs.Mean);
        }
        return figures.Take();
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("ppo", _ppo);
        to.Add("episodes", _episodes);
        to.Add("multiplier", _multiplier);
    }

    public void Load(SnapshotReader from)
    {
        from.Restore("ppo", _ppo);
        from.Restore("episodes", _episodes);
        from.Restore("multiplier", _multiplier);
    }

    public void Dispose() => _episodes.Dispose();
}
