namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>How the learning rate of a critic goes on from update to update.</summary>
public enum CriticRate
{
    /// <summary>The first rate over the number of updates so far, with a new optimizer at every update (GUITAR's published code).</summary>
    Restarted,
    /// <summary>The optimizer is kept; the rate falls linearly from the first to the last one, where it stays (IRL++).</summary>
    Linear,
    /// <summary>The optimizer and the first rate are kept.</summary>
    Constant,
}
