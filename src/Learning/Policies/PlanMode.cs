namespace Forewarn.Learning.Policies;

/// <summary>
/// Names the mode of a plan by its geometry relative to the object, for evaluation only; null when it belongs to none.
/// </summary>
/// <param name="plan"><c>[T, A]</c> in physical units.</param>
/// <param name="pose">True pose of the object: x, y (m), yaw (rad).</param>
public delegate string? PlanMode(ReadOnlySpan<float> plan, ReadOnlySpan<float> pose);
