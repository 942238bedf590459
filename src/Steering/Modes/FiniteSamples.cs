using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Drops sampled plans with a NaN or infinite number in them.</summary>
internal static class FiniteSamples
{
    /// <exception cref="ForewarnException">No plan is left.</exception>
    public static ActionProposals Of(ActionProposals proposals)
    {
        int[] finite =
            [.. Enumerable.Range(0, proposals.Count).Where(i => Shape.FirstNonFinite(proposals.Plan(i)) < 0)];
        if (finite.Length == proposals.Count) return proposals;
        if (finite.Length > 0) return proposals.Select(finite);
        throw new ForewarnException($"proposals: all {proposals.Count} plans hold NaN or infinite numbers.");
    }
}
