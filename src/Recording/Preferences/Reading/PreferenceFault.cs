namespace Forewarn.Recording;

/// <summary>Why a row of a preference file is not used.</summary>
public enum PreferenceFault
{
    /// <summary>The line is no JSON object.</summary>
    Unparsable,
    /// <summary>A column is missing, or holds something else than it should.</summary>
    Incomplete,
    /// <summary>The two sides answer different prompts, or the prompt does not match its hash.</summary>
    MixedPrompts,
    /// <summary>NaN or infinity in a plan, a reward or a log-probability.</summary>
    NotFinite,
    /// <summary>Chosen equals rejected.</summary>
    SamePlan,
    /// <summary>The same judgment stands further up.</summary>
    Duplicate,
    /// <summary>Drawn by another policy than the one that is to be tuned.</summary>
    ForeignPolicy,
    /// <summary>No behavior log-probabilities, which the method needs, and no policy at hand that could give them.</summary>
    NoLogProbabilities,
    /// <summary>No rewards, which the method needs.</summary>
    NoRewards,
    /// <summary>The two sides went on from different pasts.</summary>
    MixedPrefixes,
    /// <summary>The futures were rolled out by different policies, or by another one than drew the plans.</summary>
    MixedFutures,
    /// <summary>Neither side is better, and the method learns from differences only.</summary>
    Tie,
    /// <summary>One completion with a label, where a method needs two sides.</summary>
    Unpaired,
}
