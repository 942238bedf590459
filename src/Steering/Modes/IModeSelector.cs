using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Reduces <c>N</c> sampled plans to at most <c>K</c> that stand for them.</summary>
public interface IModeSelector
{
    /// <returns>The kept plans <c>[K, T, A]</c> with the share of samples that each stands for.</returns>
    /// <exception cref="ForewarnException">No plan is usable.</exception>
    ActionProposals Select(ActionProposals proposals);
}
