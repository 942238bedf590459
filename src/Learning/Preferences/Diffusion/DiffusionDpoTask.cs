using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Diffusion-DPO on labeled plans: no chain, one noise level and one noise draw per pair and update, shared by both plans.
/// </summary>
public sealed class DiffusionDpoTask : ITrainingTask, IDisposable
{
    private readonly ICleanPredictor _net;
    private readonly LabeledPlans _pairs;
    private readonly DiffusionDpoOptions _options;
    private readonly (int Level, double Signal)[] _levels;
    private readonly ParameterStore _reference;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;

    /// <param name="parameters">What is tuned; the present values become the reference.</param>
    /// <param name="pairs">The caller keeps and disposes them; ties are left out.</param>
    /// <param name="levels">Noise levels that the network knows.</param>
    public DiffusionDpoTask(
        ICleanPredictor net, ParameterStore parameters, LabeledPlans pairs, NoiseSchedule schedule, IReadOnlyList<int> levels,
        DiffusionDpoOptions options, Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        (_net, Parameters, _options, _evaluate) = (net, parameters, options, evaluate);
        _pairs = pairs.WithoutTies();
        if (_pairs.Count == 0)
            throw ForewarnException.Of("labeled pairs",
                $"{pairs.Count} ties", "pairs in which one plan is better", "Label more.", ExitCode.Usage);
        _levels = [.. levels.Select(l => (l, schedule.SignalShare(l)))];
        _reference = parameters.Clone();
    }

    /// <inheritdoc/>
    public ParameterStore Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        Tensor loss = zeros(1);
        var margins = new List<double>();
        // One level per group of pairs: the network takes one level a call.
        foreach (var group in Rows(seed).GroupBy(_ => seed.Next(_levels.Length)))
        {
            var index = tensor(group.Select(r => (long)r).ToArray());
            var (level, signal) = _levels[group.Key];
            Tensor chosen = _pairs.Chosen.index_select(0, index), rejected = _pairs.Rejected.index_select(0, index);
            var noise = Normal(chosen.shape, seed);
            var (w, l) = (Error(Parameters, chosen, noise, level, signal), Error(Parameters, rejected, noise, level, signal));
            Tensor refW, refL;
            using (no_grad()) (refW, refL) = (Error(_reference, chosen, noise, level, signal),
                Error(_reference, rejected, noise, level, signal));
            loss = loss + DiffusionDpoLoss.Of(w, l, refW, refL, _options.Beta).sum();
            margins.AddRange(OnlineTask.Doubles(((l - refL) - (w - refW)) * (_options.Beta / 2)));
        }
        loss = loss / margins.Count;
        loss.backward();
        return new Dictionary<string, double>
        {
            ["loss"] = loss.ToDouble(),
            ["rewards/margins"] = margins.Average(),
            ["rewards/accuracies"] = margins.Average(m => m > 0 ? 1.0 : 0.0),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose()
    {
        _pairs.Dispose();
        _reference.Dispose();
    }

    /// <summary>
    /// Mean squared error over the numbers of a plan. The noise error of a network that predicts the clean plan is
    /// <c>e - e_hat = sqrt(a / (1 - a)) (x0_hat - x0)</c>, so the weight in it is the signal-to-noise ratio.
    /// </summary>
    /// <param name="clean"><c>[P, D]</c>.</param>
    /// <param name="noise"><c>[P, D]</c>, standard normal.</param>
    /// <returns><c>[P]</c>.</returns>
    internal Tensor Error(ParameterStore weights, Tensor clean, Tensor noise, int level, double signal)
    {
        using var scope = NewDisposeScope();
        var noised = clean * Math.Sqrt(signal) + noise * Math.Sqrt(1 - signal);
        double ratio = signal / (1 - signal);
        double weight = _options.Weight == DiffusionDpoWeight.Noise ? ratio
            : Math.Clamp(ratio, DiffusionLoss.LowestWeight, DiffusionLoss.HighestWeight);
        return ((_net.Clean(weights, level, noised) - clean).pow(2).mean([1L]) * weight).MoveToOuterDisposeScope();
    }

    private IEnumerable<int> Rows(SeedStream seed)
    {
        for (int i = 0; i < Math.Max(_options.Batch, 1); i++) yield return seed.Next(_pairs.Count);
    }

    private static Tensor Normal(long[] shape, SeedStream seed)
    {
        var values = new float[shape[0] * shape[1]];
        seed.FillNormal(values);
        return tensor(values).view(shape);
    }
}
