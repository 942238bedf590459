namespace Forewarn.Learning.Preferences;

/// <summary>Losses on the margin <c>h = beta (D_w - D_l)</c>, where <c>D = ln π/π_ref</c> of the chosen and of the rejected sample.</summary>
public enum DpoVariant
{
    /// <summary><c>-ln σ(h)</c>; label smoothing e mixes <c>(1 - e)</c> and <c>e</c> of both signs (conservative DPO).</summary>
    Sigmoid,
    /// <summary><c>((1 - e) L(h) - e L(-h)) / (1 - 2e)</c>: unbiased under labels that flip with probability e (robust DPO).</summary>
    Robust,
    /// <summary><c>(D_w - D_l - 1 / (2 beta))²</c> (IPO, with beta in the place of tau).</summary>
    Ipo,
    /// <summary><c>max(0, 1 - h)</c> (the hinge of SLiC on log-ratios).</summary>
    Hinge,
}
