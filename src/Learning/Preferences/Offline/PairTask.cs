using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// The one loop of all offline methods: a batch of labeled pairs per update. With <see cref="PairOptions.Hypo"/> it also draws unlabeled
/// samples, whose reverse KL to the reference joins the loss.
/// </summary>
public sealed class PairTask : ITrainingTask, IDisposable
{
    private const int ScoringRows = 256;
    private readonly IPreferencePolicy _policy;
    private readonly PairSet _pairs;
    private readonly IPairObjective _objective;
    private readonly PairOptions _options;
    private readonly int[] _prompts;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;
    private readonly bool _ownsPairs;
    private readonly ParameterStore _reference;
    private readonly double[] _referenceLogProb;
    private int[] _order = [];
    private long _epoch = -1;

    /// <param name="policy">Its present weights become the reference.</param>
    /// <param name="pairs">The caller keeps and disposes them, unless <paramref name="ownsPairs"/>.</param>
    /// <param name="evaluate">Held-out figures of the policy's present weights.</param>
    /// <exception cref="ForewarnException">Pairs or options are unusable.</exception>
    public PairTask(
        IPreferencePolicy policy, PairSet pairs, IPairObjective objective, PairOptions options,
        Func<IReadOnlyDictionary<string, double>> evaluate, bool ownsPairs = false)
    {
        pairs.Validate();
        options.Hypo?.Validate();
        (_policy, _pairs, _objective, _options, _evaluate, _ownsPairs) = (policy, pairs, objective, options, evaluate, ownsPairs);
        _prompts = [.. pairs.Samples.Prompts.Distinct().Order()];
        _reference = policy.Parameters.Clone();
        _referenceLogProb = LogProb(policy, pairs.Samples, _reference);
    }

    public ParameterStore Parameters => _policy.Parameters;

    /// <summary>Weights that the tuning started from.</summary>
    public ParameterStore Reference => _reference;

    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        int[] rows = PairSet.RowsOf(Batch(step));
        using var samples = _pairs.Samples.Select(rows);
        Dictionary<string, double> figures = [];
        double loss = _policy.Backward(samples, logProb =>
        {
            var terms = Terms(logProb, rows);
            figures = PairFigures.Of(terms, _options.Beta);
            return _objective.Loss(terms);
        });
        figures["loss"] = loss;
        if (_options.Hypo is { } hypo) figures["objective/kl"] = AddReverseKl(hypo, seed);
        return figures;
    }

    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose()
    {
        _reference.Dispose();
        if (_ownsPairs) _pairs.Dispose();
    }

    /// <summary>Log-probabilities without gradient, a slice at a time.</summary>
    /// <returns><c>[B]</c>.</returns>
    public static double[] LogProb(IPreferencePolicy policy, SampleBatch samples, ParameterStore weights)
    {
        using var guard = no_grad();
        var all = new double[samples.Count];
        for (int start = 0; start < samples.Count; start += ScoringRows)
        {
            using var scope = NewDisposeScope();
            int count = Math.Min(ScoringRows, samples.Count - start);
            using var slice = samples.Select([.. Enumerable.Range(start, count)]);
            OnlineTask.Doubles(policy.LogProb(slice, weights)).CopyTo(all, start);
        }
        return all;
    }

    // Epoch by epoch in an order of its own; a batch may cross into the next.
    private int[] Batch(long step)
    {
        int size = Math.Min(_options.Batch, _pairs.Count);
        var batch = new int[size];
        for (int i = 0; i < size; i++)
        {
            long at = step * size + i;
            if (i == 0 || at % _pairs.Count == 0) Shuffle(at / _pairs.Count);
            batch[i] = _order[at % _pairs.Count];
        }
        return batch;
    }

    private void Shuffle(long epoch)
    {
        if (epoch == _epoch) return;
        _order = [.. Enumerable.Range(0, _pairs.Count)];
        new SeedStreams(_options.Seed).Stream("pair order", epoch).Shuffle(_order.AsSpan());
        _epoch = epoch;
    }

    private PairTerms Terms(Tensor logProb, int[] rows)
    {
        Tensor Side(Tensor values, int side) => values.view(-1, 2).select(1, side);
        Tensor Numbers(double[] values) => tensor(Array.ConvertAll(rows, r => values[r])).to(logProb.dtype);
        var reference = Numbers(_referenceLogProb);
        var behavior = _pairs.Behavior is { } known ? Numbers(known) : reference;
        var rewards = Numbers(_pairs.Rewards);
        return new(Side(logProb, 0), Side(logProb, 1), (Side(reference, 0), Side(reference, 1)),
            (Side(behavior, 0), Side(behavior, 1)), Side(rewards, 0) - Side(rewards, 1));
    }

    private double AddReverseKl(HypoOptions hypo, SeedStream seed)
    {
        var order = _prompts.ToArray();
        seed.Child("prompts").Shuffle(order.AsSpan());
        using var samples = _policy.Draw([.. order.Take(hypo.Prompts)], hypo.PerPrompt, seed.Child("samples"));
        double[] reference = LogProb(_policy, samples, _reference);
        double kl = 0;
        _policy.Backward(samples, logProb =>
        {
            var anchor = tensor(reference).to(logProb.dtype);
            kl = (logProb.detach() - anchor).mean().ToDouble();
            return ReverseKl.Surrogate(logProb, anchor, hypo.PerPrompt) * hypo.KlWeight;
        });
        return kl;
    }
}
