namespace Forewarn.Learning.InverseRl.Rewards;

/// <summary>What a noise network can say about a state.</summary>
public enum ScoreForm
{
    /// <summary>One hidden layer over the state and an embedding of the time.</summary>
    Neural,
    /// <summary>Affine in the state at every time, <c>M(t) x + n(t)</c>: exact for Gaussians.</summary>
    Affine,
    /// <summary>
    /// <see cref="Neural"/> without its nonlinearities, as published: affine in state and embedding, so that one matrix serves all times.
    /// </summary>
    PublishedAffine,
}
