using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.Preferences;

/// <summary>DPO and its variants on labeled pairs; ties say nothing here.</summary>
public sealed class DpoObjective(DpoOptions options) : IPairObjective
{
    public Tensor Loss(PairTerms terms)
    {
        using var scope = NewDisposeScope();
        var ratio = PairedLogRatio.Of(terms.Chosen, terms.Reference.Chosen, terms.Rejected, terms.Reference.Rejected);
        var told = (terms.Rewards != 0).to(ratio.dtype);
        return ((DpoLoss.Of(ratio, options) * told).sum() / told.sum().clamp_min(1)).MoveToOuterDisposeScope();
    }
}
