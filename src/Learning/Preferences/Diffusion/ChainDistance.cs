using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>How far a policy's chains are from a reference's, from samples of the policy.</summary>
/// <param name="K1">KL by the mean log-ratio, nats.</param>
/// <param name="K2">KL by half the mean squared log-ratio.</param>
/// <param name="K3">KL by <c>E exp(-k) - 1 + k</c>.</param>
/// <param name="Variance">Of the log-ratio over chains.</param>
/// <param name="Entropy">Negative mean log-density of a chain given its initial noise.</param>
/// <param name="Spread">Root mean square deviation of the plans' numbers; about 1 before tuning.</param>
public readonly record struct ChainDistance(double K1, double K2, double K3, double Variance, double Entropy, double Spread)
{
    /// <param name="chains">Samples; no prompt enters, as the chain is the same for all.</param>
    public static ChainDistance Of(DiffusionChainPolicy policy, ParameterStore reference, int chains, SeedStream seed)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        // A stream is used up by drawing; the same one must give the same noise at every look.
        using var samples = policy.Draw([.. Enumerable.Range(0, chains)], 1, new SeedStream(seed.Key));
        double[] here = PairTask.LogProb(policy, samples, policy.Parameters), there = PairTask.LogProb(policy, samples, reference);
        double[] ratios = [.. here.Zip(there, (a, b) => a - b)];
        var (k1, k2, k3) = ReverseKl.Estimate(ratios);
        var plans = samples.Values.select(1, policy.Chain.Steps);
        double spread = plans.std(0).pow(2).mean().sqrt().ToDouble();
        return new(k1, k2, k3, ratios.Average(r => (r - k1) * (r - k1)), -here.Average(), spread);
    }

    public IReadOnlyDictionary<string, double> Figures(string prefix) => new Dictionary<string, double>
    {
        [prefix + "kl"] = K1, [prefix + "kl_k2"] = K2, [prefix + "kl_k3"] = K3, [prefix + "log_ratio_variance"] = Variance,
        [prefix + "entropy"] = Entropy, [prefix + "spread"] = Spread,
    };
}
