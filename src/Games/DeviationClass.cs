namespace Forewarn.Games;

/// <summary>What an agent may do instead of what it is told.</summary>
public enum DeviationClass
{
    /// <summary>Answer every recommendation at every step and state in its own way: no regret is a correlated equilibrium.</summary>
    Swap,
    /// <summary>Choose without looking at the recommendation: no regret is a coarse correlated equilibrium.</summary>
    Constant,
    /// <summary>As <see cref="Swap"/>, but at one step only, obeying before and after.</summary>
    OneShot,
}
