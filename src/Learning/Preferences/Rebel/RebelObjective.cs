using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>REBEL on a round: both sides of a pair come from the old policy, which is the anchor.</summary>
/// <param name="eta">Step size in nats per unit of reward; see <see cref="RebelLoss"/>.</param>
public sealed class RebelObjective(double eta, SamplePairing pairing = SamplePairing.Adjacent) : IOnlineObjective
{
    public int LeastPerPrompt => pairing == SamplePairing.FirstTwo ? 3 : 2;

    public Tensor Loss(Tensor logProb, OnlineRound round)
    {
        using var scope = NewDisposeScope();
        var pairs = new RoundPairs(round, pairing);
        var rewards = tensor(pairs.Rewards).to(logProb.dtype);
        return RebelLoss.Of(pairs.Ratios(logProb, round.Old), rewards, eta).mean().MoveToOuterDisposeScope();
    }
}
