using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>What an action server does. Calls come on the executor's thread and must not block.</summary>
public interface IActionHandler<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    /// <param name="goal">Valid during the call; the accepted goal has a copy.</param>
    GoalDecision OnGoal(Guid id, TGoal goal);

    /// <summary>A goal was taken and the client knows it.</summary>
    void OnAccepted(ServerGoal<TGoal, TResult, TFeedback> goal);

    /// <summary>Whether a goal may be canceled.</summary>
    bool OnCancel(ServerGoal<TGoal, TResult, TFeedback> goal) => true;

    /// <summary>A goal is to be canceled now: stop, then say <see cref="ServerGoal{TGoal, TResult, TFeedback}.Canceled"/>.</summary>
    void OnCanceling(ServerGoal<TGoal, TResult, TFeedback> goal);
}
