namespace Forewarn.Messages;

/// <summary>Starts a goal of an action.</summary>
public sealed class SendGoal<TAction, TGoal, TResult, TFeedback> : IRosService<
    SendGoalRequest<TAction, TGoal, TResult, TFeedback>, SendGoalResponse<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private SendGoal()
    {
    }

    public static ServiceType Type => TAction.Type.SendGoal;
}
