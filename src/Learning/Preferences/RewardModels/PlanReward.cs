using Forewarn.Core;
using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// A fitted reward model as a tuning reads it: the members' mean, in units of its spread over the plans that the policy proposed
/// before tuning, so that an eta of 1 is about one nat per step whatever was labeled.
/// </summary>
public sealed class PlanReward : ISampleReward, IDisposable
{
    private readonly PlanRewardNet _net;
    private readonly ParameterStore _weights;
    private readonly Tensor _features;

    /// <param name="weights">Fitted weights; copied.</param>
    /// <param name="features">Features of all prompts, <c>[S, F]</c>; copied.</param>
    /// <param name="numbers">Plans of the untuned policy, <c>[N, D]</c>, of prompts in turn.</param>
    /// <exception cref="ForewarnException">The reward is the same for all of them.</exception>
    public PlanReward(PlanRewardNet net, ParameterStore weights, Tensor features, Tensor numbers)
    {
        (_net, _weights, _features) = (net, weights.Clone(), features.clone().DetachFromDisposeScope());
        int[] prompts = [.. Enumerable.Range(0, (int)numbers.shape[0]).Select(i => i % (int)features.shape[0])];
        double[] values = Raw(prompts, numbers);
        double mean = values.Average();
        Unit = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (Unit < 1e-6)
            throw ForewarnException.Of("reward model", "the same reward for all plans of the policy", "labels that prefer some of them",
                "Collect pairs of the policy's own plans.");
        Center = mean;
    }

    /// <summary>One unit of reward, in Bradley-Terry logits.</summary>
    public double Unit { get; }

    /// <summary>Mean over the untuned policy's plans, in Bradley-Terry logits; zero in units of the reward.</summary>
    public double Center { get; }

    /// <summary>Largest magnitude that a reward can have, in its units.</summary>
    public double Range => (_net.Options.Bound + Math.Abs(Center)) / Unit;

    /// <inheritdoc/>
    public double[] Score(SampleBatch samples)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        return Score(samples.Prompts, samples.Values.select(1, samples.Values.shape[1] - 1));
    }

    /// <param name="prompts">Scene of every plan, <c>[B]</c>.</param>
    /// <param name="numbers">Whitened plans, <c>[B, D]</c>.</param>
    public double[] Score(IReadOnlyList<int> prompts, Tensor numbers)
    {
        using var guard = no_grad();
        double[] values = Raw(prompts, numbers);
        for (int i = 0; i < values.Length; i++) values[i] = (values[i] - Center) / Unit;
        return values;
    }

    public void Dispose()
    {
        _weights.Dispose();
        _features.Dispose();
    }

    private double[] Raw(IReadOnlyList<int> prompts, Tensor numbers)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var features = _features.index_select(0, tensor(prompts.Select(p => (long)p).ToArray()));
        var members = _net.Rewards(_weights, numbers, features);
        var reward = members.mean([0L]);
        if (_net.Options.Pessimism > 0 && _net.Options.Members > 1) reward = reward - members.std(0) * _net.Options.Pessimism;
        return OnlineTask.Doubles(reward);
    }
}
