using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>RLOO (Ahmadian et al. 2024): REINFORCE with the mean reward of the prompt's other samples as the baseline.</summary>
public sealed class RlooObjective : IOnlineObjective
{
    public int LeastPerPrompt => 2;

    public Tensor Loss(Tensor logProb, OnlineRound round)
    {
        using var scope = NewDisposeScope();
        var advantages = tensor(Baselines.LeaveOneOut(round.Rewards, round.PerPrompt)).to(logProb.dtype);
        return PolicyGradientLoss.Of(logProb, advantages).mean().MoveToOuterDisposeScope();
    }
}
