using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Self-play fine-tuning (Chen et al. 2024): DPO of plans that were preferred against plans of the previous iterate, which is the
/// reference as well. The opponent's plans get posterior chains as the winners do, so that both sides are scored alike.
/// </summary>
public sealed class SpinTask : ITrainingTask, IDisposable
{
    private readonly DiffusionChainPolicy _policy;
    private readonly ChainSampler _sampler;
    private readonly Tensor _winners;
    private readonly DpoOptions _dpo;
    private readonly int _batch, _every;
    private readonly ParameterStore _opponent;
    private readonly Func<IReadOnlyDictionary<string, double>> _evaluate;
    private long _since = -1;

    /// <param name="winners">Whitened plans, <c>[N, D]</c>; copied.</param>
    /// <param name="batch">Pairs per update.</param>
    /// <param name="every">Updates before the present policy becomes the next opponent.</param>
    public SpinTask(
        DiffusionChainPolicy policy, ChainSampler sampler, Tensor winners, DpoOptions dpo, int batch, int every,
        Func<IReadOnlyDictionary<string, double>> evaluate)
    {
        dpo.Validate();
        (_policy, _sampler, _dpo, _batch, _every, _evaluate) = (policy, sampler, dpo, batch, every, evaluate);
        _winners = winners.clone().DetachFromDisposeScope();
        _opponent = policy.Parameters.Clone();
    }

    /// <inheritdoc/>
    public ParameterStore Parameters => _policy.Parameters;

    /// <summary>Only where the opponent changes: it is not part of a checkpoint.</summary>
    public bool CanPause => _since < 0 || _since % _every == _every - 1;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step(long step, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        Parameters.ZeroGradients();
        if (step % _every == 0) _opponent.CopyFrom(Parameters);
        _since = step;
        using var pairs = Pairs(seed);
        double[] anchor = PairTask.LogProb(_policy, pairs, _opponent);
        double[] margins = [];
        double loss = _policy.Backward(pairs, sums =>
        {
            var moved = (sums - tensor(anchor).to(sums.dtype)).view(-1, 2);
            var ratio = moved.select(1, 0) - moved.select(1, 1);
            margins = [.. OnlineTask.Doubles(ratio).Select(r => r * _dpo.Beta)];
            return DpoLoss.Of(ratio, _dpo).mean();
        });
        return new Dictionary<string, double>
        {
            ["loss"] = loss, ["rewards/margins"] = margins.Average(), ["rewards/accuracies"] = margins.Average(m => m > 0 ? 1.0 : 0.0),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Evaluate() => _evaluate();

    public void Dispose()
    {
        _winners.Dispose();
        _opponent.Dispose();
    }

    private SampleBatch Pairs(SeedStream seed)
    {
        using var scope = NewDisposeScope();
        int[] prompts = [.. Enumerable.Range(0, _batch)];
        using var own = _policy.Draw(prompts, 1, seed.Child("opponent"), _opponent);
        var rows = new long[_batch];
        for (int i = 0; i < rows.Length; i++) rows[i] = seed.Next((int)_winners.shape[0]);
        var losers = own.Values.select(1, _policy.Chain.Steps);
        return PosteriorChains.OfPairs(prompts, _winners.index_select(0, tensor(rows)), losers, 1, _sampler, seed.Child("chains"));
    }
}
