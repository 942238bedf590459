namespace Forewarn.Messages;

/// <summary>
/// A ROS 2 action by its three messages; types of this kind are named, never made. What wraps the three on the wire is the
/// same for all actions: <see cref="SendGoal{TAction, TGoal, TResult, TFeedback}"/>,
/// <see cref="GetResult{TAction, TGoal, TResult, TFeedback}"/>, <see cref="FeedbackMessage{TAction, TGoal, TResult, TFeedback}"/>.
/// </summary>
public interface IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    static abstract ActionType Type { get; }
}
