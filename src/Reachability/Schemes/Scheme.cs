namespace Forewarn.Reachability.Schemes;

/// <summary>Order of the one-sided differences.</summary>
public enum Scheme
{
    /// <summary>First order; quick, smears edges, optimistic on thin tips.</summary>
    Upwind1,
    /// <summary>Third order where smooth.</summary>
    Weno3,
    /// <summary>Fifth order where smooth.</summary>
    Weno5,
}
