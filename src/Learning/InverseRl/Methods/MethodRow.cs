namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>A published method as a choice for each of the loop's plug points.</summary>
/// <param name="Name">As typed on the command line.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Reward">Reward model.</param>
/// <param name="Optimizer">Policy search.</param>
/// <param name="Resets">Reset distribution, mixed with the task's start.</param>
/// <param name="Hybrid">Whether a share of every batch comes from the expert.</param>
/// <param name="Data">What the reward model tells the expert apart from.</param>
public sealed record MethodRow(
    string Name, string Summary, RewardKind Reward, OptimizerKind Optimizer = OptimizerKind.Sac, ResetKind Resets = ResetKind.Start,
    bool Hybrid = false, LearnerData Data = LearnerData.Latest)
{
    /// <summary>Whether the learner imitates at all.</summary>
    public bool NeedsExpert => Reward != RewardKind.Task;
}
