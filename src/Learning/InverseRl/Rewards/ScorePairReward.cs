using Forewarn.Core;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// SMILING (Wu et al. 2025): two noise networks, one fitted once to the expert's states, the other kept fitted to the learner's. The
/// cost of a state is how much worse the expert's network denoises it than the learner's,
/// <c>c(x) = mean_{t, e} (|e_E(x_t, t) - e|^2 - |e_L(x_t, t) - e|^2) / D</c>, and the reward -c: over the learner's own states its
/// mean is a divergence of diffused distributions, so there is no adversary, only two regressions. Both networks see the same noise;
/// the variance of their difference is what counts.
/// </summary>
public sealed class ScorePairReward : IRewardModel
{
    private readonly ScorePairOptions _options;
    private readonly ITransitionSource _expert;
    private readonly RewardColumns _columns;
    private readonly NoiseNet _expertNet, _learnerNet;
    private readonly ScoreFit _fit;
    private readonly ScoreGap _gap;
    private readonly SeedStream _seed;
    private readonly double[] _expertLosses = new double[2];
    private bool _fitted;

    /// <param name="expert">What the expert's network is fitted to before the first reward; actions are read where the options say so.</param>
    /// <exception cref="ForewarnException">Options out of range, or no transition.</exception>
    public ScorePairReward(ScorePairOptions options, ITransitionSource expert, SeedStream seed)
    {
        options.Validate();
        (_options, _expert, _seed) = (options, expert, seed.Child("expert"));
        _columns = new(options.Input, expert.StateSize, expert.ActionSize);
        if (options.Standardize) _columns.Standardize(expert);
        var diffusion = new StateDiffusion(options.DiffusionTimes);
        int times = options.InformativeTimes ? diffusion.Informative : diffusion.Times;
        (_expertNet, _learnerNet) = (ScoreFit.Create(options, diffusion, _columns.Width, seed.Child("expert_net")),
            ScoreFit.Create(options, diffusion, _columns.Width, seed.Child("learner_net")));
        _fit = new(options, diffusion, times, _columns, expert.StateSize, expert.ActionSize);
        _gap = new(options, diffusion, times, _columns);
    }

    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        Raw(batch, rewards, seed);
        if (_options.Deviation == 0) return;
        double mean = 0, squares = 0;
        int rows = batch.Count;
        for (int b = 0; b < rows; b++) mean += rewards[b];
        mean /= rows;
        for (int b = 0; b < rows; b++) squares += (rewards[b] - mean) * (rewards[b] - mean);
        double scale = _options.Deviation / (Math.Sqrt(squares / rows) + 1e-6);
        for (int b = 0; b < rows; b++) rewards[b] = (float)((rewards[b] - mean) * scale);
    }

    /// <summary>Rewards before any batch is standardized; their mean over the learner's states estimates minus the divergence.</summary>
    public void Raw(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        Prepare();
        _gap.Write(_expertNet, _learnerNet, batch, rewards, seed.Child("noise"));
    }

    /// <summary>
    /// One pass of the learner's network over its newest states. Figures: <c>divergence</c>, the learner's mean raw cost, which falls to
    /// 0 as the distributions meet; <c>gap</c>, the expert's mean raw reward less the learner's; <c>auc</c> of raw rewards; and the
    /// regression losses.
    /// </summary>
    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed)
    {
        Prepare();
        double loss = _fit.Pass(_learnerNet, learner, seed.Child("fit"));
        _gap.Tabulate(_expertNet, _learnerNet);
        float[] ofExpert = Sample(expert, seed.Child("expert")), ofLearner = Sample(learner, seed.Child("learner"));
        double won = 0, paidExpert = 0, paidLearner = 0;
        for (int b = 0; b < ofExpert.Length; b++)
        {
            won += ofExpert[b] > ofLearner[b] ? 1 : ofExpert[b] == ofLearner[b] ? 0.5 : 0;
            (paidExpert, paidLearner) = (paidExpert + ofExpert[b], paidLearner + ofLearner[b]);
        }
        int rows = ofExpert.Length;
        return new Dictionary<string, double>
        {
            ["divergence"] = -paidLearner / rows,
            ["gap"] = (paidExpert - paidLearner) / rows,
            ["auc"] = won / rows,
            ["loss"] = loss,
            ["expert_loss"] = _expertLosses[0],
            ["expert_validation_loss"] = _expertLosses[1],
        };
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("fitted", _fitted ? 1 : 0);
        to.Add("expert_losses", _expertLosses);
        to.Add("columns", _columns);
        to.Add("expert", _expertNet);
        to.Add("learner", _learnerNet);
    }

    public void Load(SnapshotReader from)
    {
        _fitted = from.Long("fitted") == 1;
        from.Doubles("expert_losses", _expertLosses);
        from.Restore("columns", _columns);
        from.Restore("expert", _expertNet);
        from.Restore("learner", _learnerNet);
        _gap.Tabulate(_expertNet, _learnerNet);
    }

    /// <summary>Fits the expert's network at the first need, so that a resumed run does not fit it again.</summary>
    private void Prepare()
    {
        if (_fitted) return;
        (_expertLosses[0], _expertLosses[1]) = _fit.Expert(_expertNet, _expert, _seed);
        _gap.Tabulate(_expertNet, _learnerNet);
        _fitted = true;
    }

    private float[] Sample(ITransitionSource source, SeedStream seed)
    {
        const int rows = 512;
        var batch = new TransitionBatch(rows, source.StateSize, source.ActionSize) { Count = rows };
        _fit.Draw(batch, source, seed);
        var rewards = new float[rows];
        Raw(batch, rewards, seed);
        return rewards;
    }
}
