using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>ReMax (Li et al. 2023): REINFORCE with the greedy answer's score as the baseline.</summary>
public sealed class ReMaxObjective : IOnlineObjective
{
    public int LeastPerPrompt => 1;

    public bool ReadsGreedy => true;

    public Tensor Loss(Tensor logProb, OnlineRound round)
    {
        using var scope = NewDisposeScope();
        var advantages = tensor(Baselines.Greedy(round.Rewards, round.Greedy!)).to(logProb.dtype);
        return PolicyGradientLoss.Of(logProb, advantages).mean().MoveToOuterDisposeScope();
    }
}
