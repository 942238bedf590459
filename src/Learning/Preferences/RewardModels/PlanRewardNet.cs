using Forewarn.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Forewarn.Learning.Preferences;

/// <summary>Small networks from a plan's whitened numbers and the scene's feature to a reward in Bradley-Terry logits.</summary>
public sealed class PlanRewardNet(int size, int featureSize, RewardModelOptions options)
{
    public RewardModelOptions Options => options;

    /// <summary>Declares every weight.</summary>
    public ParameterStore Declare(ParameterStore store)
    {
        for (int member = 0; member < options.Members; member++)
        {
            store.AddLinear($"member{member}.in", size + featureSize, options.Hidden)
                .AddLinear($"member{member}.hidden", options.Hidden, options.Hidden)
                .AddLinear($"member{member}.out", options.Hidden, 1, bias: false);
        }
        return store;
    }

    /// <param name="numbers">Whitened plans, <c>[B, D]</c>.</param>
    /// <param name="features">Features of their scenes, <c>[B, F]</c>.</param>
    /// <returns>Bounded rewards, <c>[M, B]</c>, one row per member.</returns>
    public Tensor Rewards(ParameterStore store, Tensor numbers, Tensor features)
    {
        using var scope = NewDisposeScope();
        var x = cat([numbers, features], 1);
        var members = new Tensor[options.Members];
        for (int member = 0; member < members.Length; member++)
        {
            var h = F.silu(store.Linear($"member{member}.in", x));
            h = F.silu(store.Linear($"member{member}.hidden", h));
            members[member] = store.Linear($"member{member}.out", h).squeeze(1);
        }
        return ((stack(members) / options.Bound).tanh() * options.Bound).MoveToOuterDisposeScope();
    }
}
