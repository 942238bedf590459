namespace Forewarn.Reachability.Solving;

/// <summary>How the value is kept from growing back in time.</summary>
public enum TubeForm
{
    /// <summary>The rate is capped at zero: a state that is lost stays lost.</summary>
    Frozen,
    /// <summary>The value is capped by the margin after every stage: the variational inequality.</summary>
    Variational,
    /// <summary>It is not: the margin at the end of the horizon alone counts, a reachable set. What fails on the way goes unseen; no guard.</summary>
    Final,
}
