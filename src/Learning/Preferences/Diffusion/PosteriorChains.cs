using Forewarn.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// Chains for plans that come without one: an operator's, another policy's, or the deployed sampler's. Between pure noise and the
/// given plan they follow the forward process, <c>q(x_{k-1} | x_k, x_0)</c>. That is an approximation: the policy's own posterior
/// over chains that end in this plan is another one, so log-ratios on these chains are a bound's, as in Diffusion-DPO.
/// </summary>
public static class PosteriorChains
{
    /// <summary>
    /// Several chains for both plans of every pair. The two chains of a pair share their initial noise and the noise of every
    /// step, so that what they do not share is the plans.
    /// </summary>
    /// <param name="prompts">Prompt of every pair, <c>[P]</c>.</param>
    /// <param name="first">Whitened plans, <c>[P, D]</c>.</param>
    /// <param name="second">The other plan of every pair, <c>[P, D]</c>.</param>
    /// <param name="draws">Chains per plan.</param>
    /// <returns><c>[2 P draws, K + 1, D]</c>: the draws of a pair one after the other, each as first, second.</returns>
    public static SampleBatch OfPairs(
        IReadOnlyList<int> prompts, Tensor first, Tensor second, int draws, ChainSampler sampler, SeedStream seed)
    {
        using var scope = NewDisposeScope();
        long count = first.shape[0] * draws, size = first.shape[1];
        var plans = stack([first, second], 1).repeat_interleave(draws, 0).view(2 * count, size);
        var owners = new int[2 * count];
        for (int i = 0; i < owners.Length; i++) owners[i] = prompts[i / (2 * draws)];
        return new(owners, Of(plans, 2, sampler, seed).DetachFromDisposeScope());
    }

    /// <param name="plans">Whitened plans, <c>[B, D]</c>.</param>
    /// <param name="sharing">This many rows one after the other share all noise.</param>
    /// <returns><c>[B, K + 1, D]</c>, from pure noise to the plan itself.</returns>
    public static Tensor Of(Tensor plans, int sharing, ChainSampler sampler, SeedStream seed)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        var states = new Tensor[sampler.Steps.Count + 1];
        states[0] = Normal(plans, sharing, seed);
        for (int step = 0; step < sampler.Steps.Count; step++)
        {
            var at = sampler.Steps[step];
            states[step + 1] = step + 1 == sampler.Steps.Count
                ? plans.alias()
                : plans * at.FromClean + states[step] * at.FromNoisy + Normal(plans, sharing, seed) * at.Deviation;
        }
        return stack(states, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Normal(Tensor plans, int sharing, SeedStream seed)
    {
        var values = new float[plans.shape[0] / sharing * plans.shape[1]];
        seed.FillNormal(values);
        return tensor(values).view(-1, plans.shape[1]).repeat_interleave(sharing, 0);
    }
}
