namespace Forewarn.Learning.Imitation;

/// <summary>How far a policy is from a demonstrated action.</summary>
public enum CloningLoss
{
    /// <summary>Mean square of the mean action's error.</summary>
    MeanAction,
    /// <summary>Mean square of a drawn action's error, as published code of HyPE does: it also teaches the policy not to be random.</summary>
    DrawnAction,
    /// <summary>Negative log-likelihood of the demonstrated action under the squashed Gaussian.</summary>
    Likelihood,
}
