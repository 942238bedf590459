namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>How the members of an ensemble become one reward.</summary>
public enum EnsembleCombination
{
    /// <summary>Mean plus kappa times the deviation over members.</summary>
    Mean,
    /// <summary>The smallest reward any member gives.</summary>
    Pessimistic,
}
