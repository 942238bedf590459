namespace Forewarn.Evaluation.Steering;

/// <summary>Which plans a selector chooses from.</summary>
public enum CandidateSet
{
    /// <summary>The K modes after clustering.</summary>
    Modes,
    /// <summary>The first samples as drawn.</summary>
    FirstSamples,
}
