using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// PPO on whole samples: one decision per prompt, so the value network of a longer episode is the leave-one-out mean of the prompt here.
/// </summary>
/// <param name="clip">Half width of the ratio's band.</param>
/// <param name="standardize">Whether advantages get unit spread over the round.</param>
public sealed class PpoObjective(double clip = 0.2, bool standardize = true) : IOnlineObjective
{
    public int LeastPerPrompt => 2;

    public Tensor Loss(Tensor logProb, OnlineRound round)
    {
        using var scope = NewDisposeScope();
        double[] advantages = Baselines.LeaveOneOut(round.Rewards, round.PerPrompt);
        if (standardize) advantages = Baselines.Standardized(advantages);
        return PpoLoss.Of(logProb, round.Old, tensor(advantages).to(logProb.dtype), clip).mean().MoveToOuterDisposeScope();
    }
}
