using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Learning.Training;

namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>
/// A reward that is one network's, trained to tell the expert from the learner under a gradient penalty on interpolates
/// <c>u x_E + (1 - u) x_L</c>, u uniform per row. Loss and payment are the subclass's. Batches are worked off in pieces that stay in
/// the cache; gradients add up to those of the whole batch.
/// </summary>
public abstract class CriticReward : IRewardModel
{
    private const int Piece = 256;

    private readonly CriticRewardOptions _options;
    private readonly RewardColumns _columns;
    private readonly MlpTape _tape;
    private readonly GradientPenalty _penalty;
    private readonly FlatAdam _step;
    private readonly TransitionBatch _rows;
    private readonly float[] _expert, _learner, _expertRewards = new float[Piece], _learnerRewards = new float[Piece];

    /// <param name="expert">Gives the sizes and, where inputs are standardized, the moments.</param>
    private protected CriticReward(CriticRewardOptions options, Activation outer, ITransitionSource expert, SeedStream seed)
    {
        options.Validate();
        _options = options;
        _columns = new(options.Input, expert.StateSize, expert.ActionSize);
        if (options.Standardize) _columns.Standardize(expert);
        var shape = new MlpShape(_columns.Width, options.Hidden, 1, options.Inner, outer);
        Net = new(shape, seed.Child("critic"), options.Initialization);
        (_tape, _penalty) = (new(shape, Piece), new(shape, Piece));
        _step = new(shape.Count, epsilon: options.Epsilon, weightDecay: options.WeightDecay, optimistic: options.Optimistic);
        _rows = new(Piece, expert.StateSize, expert.ActionSize);
        (_expert, _learner) = (new float[Piece * _columns.Width], new float[Piece * _columns.Width]);
    }

    /// <summary>The critic, D to 1.</summary>
    public Mlp Net { get; }

    public void Relabel(TransitionBatch batch, Span<float> rewards, SeedStream seed)
    {
        for (int from = 0; from < batch.Count; from += Piece)
        {
            int rows = Math.Min(Piece, batch.Count - from);
            _columns.Write(batch, from, _tape.Inputs(rows));
            Net.Forward(rows, _tape);
            Pay(_tape.Outputs, rewards.Slice(from, rows));
        }
    }

    public IReadOnlyDictionary<string, double> Update(ITransitionSource expert, ITransitionSource learner, long iteration, SeedStream seed)
    {
        if (_options.Rate == CriticRate.Restarted) _step.Reset();
        var figures = new FigureMeans();
        for (int s = 0; s < _options.StepsPerUpdate; s++)
        {
            double rate = RateAt(iteration);
            Accumulate(expert, learner, seed.Child("step", s), figures);
            _step.Update(Net.Values, Net.Gradients, rate);
            figures.Add("learning_rate", rate);
        }
        return figures.Take();
    }

    /// <summary>
    /// Sets the network's gradients to those of the loss on one batch, and adds its figures: <c>gap</c>, the expert's mean reward less
    /// the learner's; <c>auc</c>, how often a row of the expert earns more than one of the learner; <c>negative_share</c> of the
    /// learner's rows, which says whether ending an episode would pay.
    /// </summary>
    internal void Accumulate(ITransitionSource expert, ITransitionSource learner, SeedStream seed, FigureMeans figures)
    {
        SeedStream first = seed.Child("expert"), second = seed.Child("learner"), mix = seed.Child("interpolates");
        double loss = 0, penalty = 0, paidExpert = 0, paidLearner = 0, won = 0, negative = 0;
        Net.ZeroGradients();
        for (int from = 0; from < _options.Batch; from += Piece)
        {
            int rows = Math.Min(Piece, _options.Batch - from), size = rows * _columns.Width;
            Span<float> x = _expert.AsSpan(0, size), y = _learner.AsSpan(0, size);
            Span<float> payX = _expertRewards.AsSpan(0, rows), payY = _learnerRewards.AsSpan(0, rows);
            loss += Side(expert, true, x, payX, first) + Side(learner, false, y, payY, second);
            for (int b = 0; b < rows; b++)
            {
                (paidExpert, paidLearner) = (paidExpert + payX[b], paidLearner + payY[b]);
                won += payX[b] > payY[b] ? 1 : payX[b] == payY[b] ? 0.5 : 0;
                negative += payY[b] < 0 ? 1 : 0;
            }
            if (_options.GradientWeight == 0) continue;
            Interpolate(x, y, mix);
            penalty += _penalty.Add(Net, x, _options.GradientTarget, _options.GradientWeight * rows / _options.Batch);
        }
        double n = _options.Batch;
        figures.Add("loss", loss / n + penalty);
        figures.Add("penalty", penalty);
        figures.Add("gap", (paidExpert - paidLearner) / n);
        figures.Add("auc", won / n);
        figures.Add("expert_reward", paidExpert / n);
        figures.Add("learner_reward", paidLearner / n);
        figures.Add("negative_share", negative / n);
    }

    public void Save(SnapshotWriter to)
    {
        to.Add("net", Net.Values);
        to.Add("step", _step);
        to.Add("columns", _columns);
    }

    public void Load(SnapshotReader from)
    {
        from.Floats("net", Net.Values);
        from.Restore("step", _step);
        from.Restore("columns", _columns);
    }

    /// <summary>Rewards of network outputs, <c>[B]</c> each.</summary>
    private protected abstract void Pay(ReadOnlySpan<float> outputs, Span<float> rewards);

    /// <param name="slopes">Receives the derivative of every row's loss in its output, <c>[B]</c>.</param>
    /// <returns>Sum of the rows' losses; its mean over the batch is this side's part.</returns>
    private protected abstract double Judge(ReadOnlySpan<float> outputs, bool expert, Span<float> slopes);

    private double Side(ITransitionSource source, bool expert, Span<float> inputs, Span<float> rewards, SeedStream seed)
    {
        _rows.Count = rewards.Length;
        source.Draw(_rows, 0, _rows.Count, seed);
        _columns.Write(_rows, 0, inputs);
        Net.Forward(inputs, _tape);
        Pay(_tape.Outputs, rewards);
        double loss = Judge(_tape.Outputs, expert, _tape.OutputGradients);
        foreach (ref float g in _tape.OutputGradients) g /= _options.Batch;
        Net.Backward(_tape);
        return loss;
    }

    private void Interpolate(Span<float> x, ReadOnlySpan<float> y, SeedStream seed)
    {
        for (int from = 0, width = _columns.Width; from < x.Length; from += width)
        {
            float u = (float)seed.NextDouble();
            for (int c = from; c < from + width; c++) x[c] = u * x[c] + (1 - u) * y[c];
        }
    }

    private double RateAt(long iteration) => _options.Rate switch
    {
        CriticRate.Restarted => _options.LearningRate / Math.Max(iteration, 1),
        CriticRate.Linear => _options.LastLearningRate + (_options.LearningRate - _options.LastLearningRate)
            * Math.Max(0, 1 - (double)_step.Updates / _options.DecaySteps),
        _ => _options.LearningRate,
    };
}
