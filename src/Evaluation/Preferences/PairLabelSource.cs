namespace Forewarn.Evaluation.Preferences;

/// <summary>Who says which of two plans is better.</summary>
public enum PairLabelSource
{
    /// <summary>Both plans are executed from the same saved state; a plan that fulfills the wish has reward 1, else 0.</summary>
    Outcome,
    /// <summary>Nothing is executed; the reward is the verifier's probability that the imagined plan fulfills the wish.</summary>
    Verifier,
}
