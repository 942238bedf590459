namespace Forewarn.RosBridge;

/// <summary>One joint of a robot description.</summary>
/// <param name="Position">Where the joint sits in its parent's frame <c>[3]</c>, m.</param>
/// <param name="Rotation">How it is turned there, row-major <c>[3, 3]</c>.</param>
/// <param name="Axis">Unit axis in the joint's own frame <c>[3]</c>.</param>
/// <param name="Lower">Lower limit, rad or m.</param>
/// <param name="Upper">Upper limit, rad or m.</param>
/// <param name="MaxVelocity">rad/s or m/s.</param>
/// <param name="Mimics">The joint that this one follows, or null when it is commanded itself.</param>
public sealed record JointDescription(
    string Name, JointKind Kind, string Parent, string Child, double[] Position, double[] Rotation, double[] Axis,
    double Lower, double Upper, double MaxVelocity, string? Mimics)
{
    /// <summary>Whether a controller is told where this joint should be.</summary>
    public bool IsCommanded => Kind != JointKind.Fixed && Mimics is null;
}
