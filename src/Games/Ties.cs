namespace Forewarn.Games;

/// <summary>
/// Which of several equally good answers the best deviation takes. Values do not depend on it; where a deviator goes does.
/// </summary>
public enum Ties
{
    /// <summary>Obey, so that an equilibrium shows no deviation.</summary>
    Obey,
    /// <summary>The action with the lowest number, whatever was recommended.</summary>
    First,
}
