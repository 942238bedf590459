namespace Forewarn.Messages;

/// <summary>Fetches the result of a goal of an action.</summary>
public sealed class GetResult<TAction, TGoal, TResult, TFeedback> : IRosService<
    GetResultRequest<TAction, TGoal, TResult, TFeedback>, GetResultResponse<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    private GetResult()
    {
    }

    public static ServiceType Type => TAction.Type.GetResult;
}
