namespace Forewarn.Evaluation.Preferences;

/// <summary>Which pairs of a scene's plans are labeled. Neither looks at a label.</summary>
public enum PairPick
{
    /// <summary>Those first on which the verifier's likelihoods differ most: ties are fewer, labels teach more.</summary>
    Likely,
    /// <summary>Any.</summary>
    Random,
}
