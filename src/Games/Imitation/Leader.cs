namespace Forewarn.Games;

/// <summary>How the learner of the next round follows from the losses so far.</summary>
public enum Leader
{
    /// <summary>Entropic follow-the-regularized-leader: exponential weights on the summed subgradients, step <c>2 / sqrt(n)</c>.</summary>
    Regularized,
    /// <summary>Follow-the-leader: the minimizer of the sum of all losses so far.</summary>
    Plain,
}
