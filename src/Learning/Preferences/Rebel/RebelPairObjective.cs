using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>
/// REBEL and REFUEL on logged pairs: one step from the policy that drew them. For REFUEL the rewards are rewards-to-go after a shared
/// prefix, and the samples are masked to the decision that differs.
/// </summary>
public sealed class RebelPairObjective(double eta) : IPairObjective
{
    public Tensor Loss(PairTerms terms)
    {
        using var scope = NewDisposeScope();
        var ratio = PairedLogRatio.Of(terms.Chosen, terms.Behavior.Chosen, terms.Rejected, terms.Behavior.Rejected);
        return RebelLoss.Of(ratio, terms.Rewards, eta).mean().MoveToOuterDisposeScope();
    }
}
