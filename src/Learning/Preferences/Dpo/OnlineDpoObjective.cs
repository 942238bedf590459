using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Online DPO: the best and the worst of a prompt's samples by the round's scores are a labeled pair; the reference stays fixed.</summary>
/// <remarks>The KL belongs to the loss here: leave it out of the reward.</remarks>
public sealed class OnlineDpoObjective(DpoOptions options) : IOnlineObjective
{
    public int LeastPerPrompt => 2;

    public Tensor Loss(Tensor logProb, OnlineRound round)
    {
        using var scope = NewDisposeScope();
        var pairs = new RoundPairs(round with { Rewards = round.Scores }, SamplePairing.BestWorst);
        // A tie is no label.
        var told = tensor(Array.ConvertAll(pairs.Rewards, r => r > 0 ? 1.0 : 0.0)).to(logProb.dtype);
        var loss = DpoLoss.Of(pairs.Ratios(logProb, round.Reference), options);
        return ((loss * told).sum() / told.sum().clamp_min(1)).MoveToOuterDisposeScope();
    }
}
