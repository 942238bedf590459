namespace Forewarn.Learning.Constraints.Inverse.Deployment;

/// <summary>Where a guard's answers come from.</summary>
public enum ConstraintOrigin
{
    /// <summary>The constraint that was learned.</summary>
    Learned,
    /// <summary>A tube that was computed for this body from the failure margin.</summary>
    Recomputed,
}
