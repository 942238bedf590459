using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>What a goal needs of its server.</summary>
internal interface IGoalOwner<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    /// <summary>Moves a goal on.</summary>
    /// <param name="result">Given when the goal ends.</param>
    /// <returns>False when the goal's state does not allow it.</returns>
    bool Move(ServerGoal<TGoal, TResult, TFeedback> goal, GoalState to, TResult? result);

    void Publish(ServerGoal<TGoal, TResult, TFeedback> goal, TFeedback feedback);
}
