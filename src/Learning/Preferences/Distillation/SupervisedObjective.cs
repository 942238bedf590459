using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>Likelihood of the chosen samples alone: choosing the best of K and imitating it, the baseline of all other methods.</summary>
public sealed class SupervisedObjective : IPairObjective
{
    public Tensor Loss(PairTerms terms)
    {
        using var scope = NewDisposeScope();
        // Of a tie neither side was chosen.
        var told = (terms.Rewards != 0).to(terms.Chosen.dtype);
        return ((terms.Chosen * told).sum() / told.sum().clamp_min(1)).neg().MoveToOuterDisposeScope();
    }
}
