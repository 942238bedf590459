namespace Forewarn.Learning.Preferences.Diagnosis;

/// <summary>Where a figure speaks for another method. All are rules of thumb of this project: no theorem gives them.</summary>
public sealed record DiagnosisThresholds
{
    /// <summary>Fewer pairs than this recommend nothing.</summary>
    public int LeastPairs { get; init; } = 30;

    /// <summary>Below this effective sample size importance ratios are not usable at all.</summary>
    public double UnusableEss { get; init; } = 0.01;

    /// <summary>Below this effective sample size the policy is poorly covered.</summary>
    public double LowEss { get; init; } = 0.1;

    /// <summary>Uncovered mass of the policy that counts as drift, if it is also <see cref="Drift"/> times the reference's.</summary>
    public double Uncovered { get; init; } = 0.05;

    public double Drift { get; init; } = 2;

    /// <summary>Generation-verification index above which two stages are worth it.</summary>
    public double Gap { get; init; } = 3;

    /// <summary>Index below which the verifier's class is too simple to be trusted.</summary>
    public double WeakVerifier { get; init; } = 0.5;

    /// <summary>Standard errors by which one scorer must lead on the same held-out pairs for the index to count.</summary>
    public double Lead { get; init; } = 2.6;

    /// <summary>p below which cycles are not noise.</summary>
    public double Intransitive { get; init; } = 0.05;

    /// <summary>Opening of the difference between logged and own prefixes, in standard deviations of the rewards.</summary>
    public double ReplanShift { get; init; } = 0.25;
}
