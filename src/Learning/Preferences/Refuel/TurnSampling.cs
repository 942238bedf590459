namespace Forewarn.Learning.Preferences;

/// <summary>Which turn of an episode a pair is drawn at.</summary>
public enum TurnSampling
{
    /// <summary>Every turn equally often, as the objective says.</summary>
    Uniform,
    /// <summary>
    /// A length first, then a turn of that length, as the authors' data were made: early turns are drawn more often (the first of five in .457 of all draws).
    /// </summary>
    Nested,
}
