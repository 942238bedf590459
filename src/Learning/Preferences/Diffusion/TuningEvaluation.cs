using Forewarn.Core;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Held-out figures of a tuning: what the learned reward gives the chain with noise and the deployed sampler on the same scenes,
/// and whether the implicit reward <c>beta ln π/π_ref</c> orders pairs that were never trained on. None of them is the truth, which
/// only executed plans tell.
/// </summary>
internal sealed class TuningEvaluation : IDisposable
{
    private const int Plans = 512, Draws = 4;
    private readonly PackagedPolicy _origin;
    private readonly DiffusionChainPolicy _policy;
    private readonly PlanReward _reward;
    private readonly double _beta;
    private readonly ulong _key;
    private readonly int[] _scenes;
    private readonly PairSet? _pairs;
    private readonly double[] _reference;

    public TuningEvaluation(
        PackagedPolicy origin, DiffusionChainPolicy policy, ChainSampler sampler, PlanReward reward, LabeledPlans heldOut,
            double beta, SeedStream seed)
    {
        (_origin, _policy, _reward, _beta, _key) = (origin, policy, reward, beta, seed.Key);
        using var told = heldOut.WithoutTies();
        int[] scenes = [.. told.Scenes.Distinct()];
        _scenes = [.. Enumerable.Range(0, Plans).Select(i => scenes.Length > 0 ? scenes[i % scenes.Length] : 0)];
        _pairs = told.Count > 0 ? told.Chains(Draws, sampler, seed.Child("posterior")) : null;
        _reference = _pairs is null ? [] : PairTask.LogProb(policy, _pairs.Samples, policy.Parameters);
    }

    public IReadOnlyDictionary<string, double> Figures()
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var figures = new Dictionary<string, double>();
        using var chains = _policy.Draw(_scenes, 1, new SeedStream(_key).Child("chains"));
        figures.Put("chain/scores", MetricInterval.OfMean(_reward.Score(chains)));
        var deployed = _origin.Numbers(_policy.Parameters, chains.Values.select(1, 0));
        figures.Put("deployed/scores", MetricInterval.OfMean(_reward.Score(_scenes, deployed)));
        figures["deployed/spread"] = deployed.std(0).pow(2).mean().sqrt().ToDouble();
        if (_pairs is null) return figures;
        double[] here = PairTask.LogProb(_policy, _pairs.Samples, _policy.Parameters);
        double[] moved = [.. here.Zip(_reference, (a, b) => _beta * (a - b))];
        double[] margins = [.. Enumerable.Range(0, _pairs.Count).Select(i => moved[2 * i] - moved[2 * i + 1])];
        // The draws of one pair are no pairs of their own.
        double[] perPair = [.. margins.Chunk(Draws).Select(m => m.Average())];
        figures.Put("rewards/accuracies", MetricInterval.OfMean([.. perPair.Select(m => m > 0 ? 1.0 : 0.0)]));
        figures.Put("rewards/margins", MetricInterval.OfMean(perPair));
        figures["rewards/chosen"] = moved.Where((_, i) => i % 2 == 0).Average();
        figures["rewards/rejected"] = moved.Where((_, i) => i % 2 == 1).Average();
        return figures;
    }

    public void Dispose() => _pairs?.Dispose();
}
