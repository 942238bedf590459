namespace Forewarn.Evaluation.Steering;

/// <summary>Which latents a narration is made from.</summary>
public enum NarrationSource
{
    /// <summary>Imagined by the world model before anything moved: the real thing.</summary>
    Imagined,
    /// <summary>
    /// Posterior of the frames rendered while the plan was executed: what a perfect imagination would give.
    /// </summary>
    TrueFuture,
    /// <summary>Imagined for another plan of the same scene: shows what the latents contribute.</summary>
    Shuffled,
}
