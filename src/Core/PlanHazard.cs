namespace Forewarn.Core;

/// <summary>What a guard that looks ahead foresees of a plan, up to the state in which the next decision is made.</summary>
public enum PlanHazard
{
    /// <summary>Every state leaves a way out.</summary>
    None,

    /// <summary>The failure itself is foreseen: some state has a margin <c>l &lt;= 0</c>.</summary>
    Failing,

    /// <summary>No failure is foreseen yet, but from some state on it is inevitable: <c>l &gt; 0</c> and <c>V &lt;= eps</c>.</summary>
    Doomed,

    /// <summary>Nothing was imagined, it lies outside of what the guard knows, or the guard's own numbers are not finite.</summary>
    Unjudged,
}
