namespace Forewarn.Recording;

/// <summary>Faults of rows in words.</summary>
public static class PreferenceWords
{
    public static string Of(PreferenceFault fault) => fault switch
    {
        PreferenceFault.Unparsable => "unparsable",
        PreferenceFault.Incomplete => "incomplete",
        PreferenceFault.MixedPrompts => "mixed prompts",
        PreferenceFault.NotFinite => "not finite",
        PreferenceFault.SamePlan => "chosen equals rejected",
        PreferenceFault.Duplicate => "duplicate",
        PreferenceFault.ForeignPolicy => "foreign policy",
        PreferenceFault.NoLogProbabilities => "no log-probabilities",
        PreferenceFault.NoRewards => "no rewards",
        PreferenceFault.MixedPrefixes => "mixed prefixes",
        PreferenceFault.MixedFutures => "mixed futures",
        PreferenceFault.Tie => "tie",
        PreferenceFault.Unpaired => "unpaired",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
