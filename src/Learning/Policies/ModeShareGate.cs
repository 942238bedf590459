using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>Passes a policy in which every wished mode keeps a share in (nearly) every decision.</summary>
/// <param name="Wished">Modes that a person may ask for; a coarse name covers its finer ones.</param>
/// <param name="Floor">Smallest 5th percentile over decisions of each mode's share.</param>
public sealed record ModeShareGate(IReadOnlyList<string> Wished, double Floor)
{
    /// <summary>The smallest 5th percentile among the wished modes, and which mode it is.</summary>
    public (string Mode, double Share) Weakest(ModeShares shares) =>
        Wished.Select(mode => (mode, shares.Quantile(mode, 0.05))).MinBy(pair => pair.Item2);

    public bool Passes(ModeShares shares) => Weakest(shares).Share >= Floor;

    /// <exception cref="ForewarnException">A wished mode is missing in too many decisions.</exception>
    public void Require(ModeShares shares)
    {
        var (mode, share) = Weakest(shares);
        if (share < Floor)
            throw ForewarnException.Of($"share of mode '{mode}', 5th percentile over {shares.Decisions} scenes",
                $"{share:F2}", $"{Floor:F2} or more",
                "The policy has learned one mode per scene by heart: use an eye that saw ten times more scenes than the " +
                "demonstrations, fewer archetypes, or a larger share of this mode.");
    }
}
