namespace Forewarn.Learning.InverseRl.Shaping;

/// <summary>How a potential becomes a reward.</summary>
public enum ShapingForm
{
    /// <summary><c>gamma Phi(s') - Phi(s)</c>, Phi 0 where the episode ends: leaves every optimal policy as it is (Ng et al. 1999).</summary>
    Invariant,
    /// <summary>
    /// <c>Phi(s') - gamma Phi(s)</c>, without the second term on the first step of an episode, as published code of EvIL computes it.
    /// Not invariant: it pays about <c>(1 - gamma^2) Phi</c> for every state visited, which can make never finishing the best policy.
    /// </summary>
    Published,
}
