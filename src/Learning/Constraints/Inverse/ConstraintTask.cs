using Forewarn.Learning.Imitation;

namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>One task of several that share a constraint.</summary>
/// <param name="Name">For messages and logs.</param>
/// <param name="Demonstrations">
/// What an expert did who earned the task's reward and kept to the constraint. Episodes go on after a goal is reached: one that may end anywhere may
/// end where failure has become inevitable, and the tube is lost from the data. The first columns of the states are those of the constraint, the body's; what
/// a policy senses beyond them, such as a goal, comes behind.
/// </param>
public sealed record ConstraintTask(string Name, TransitionSet Demonstrations);
