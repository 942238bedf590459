namespace Forewarn.RosBridge;

/// <summary>What an action server does with a new goal.</summary>
public enum GoalDecision
{
    Reject,

    /// <summary>Take it and begin at once.</summary>
    Execute,

    /// <summary>Take it and begin later, by <see cref="ServerGoal{TGoal, TResult, TFeedback}.Execute"/>.</summary>
    Defer,
}
