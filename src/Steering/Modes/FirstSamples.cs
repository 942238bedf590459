using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>The first <c>K</c> samples, unclustered: the control that any clustering has to beat.</summary>
public sealed class FirstSamples(int modes) : IModeSelector
{
    public ActionProposals Select(ActionProposals proposals)
    {
        ActionProposals samples = FiniteSamples.Of(proposals);
        int count = Math.Min(modes, samples.Count);
        return samples.Select([.. Enumerable.Range(0, count)], [.. Enumerable.Repeat(1f / count, count)]);
    }
}
