using Forewarn.Messages.UniqueIdentifierMsgs;

namespace Forewarn.Messages;

/// <summary>Asks an action server for the result of a goal; the answer comes when the goal has ended.</summary>
public sealed class GetResultRequest<TAction, TGoal, TResult, TFeedback>
    : IRosMessage<GetResultRequest<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    public UUID GoalId { get; } = new();

    public static MessageType Type => TAction.Type.GetResult.Request;

    public void WriteTo(CdrWriter writer)
    {
        GoalId.WriteTo(writer);
    }

    public void ReadFrom(ref CdrReader reader)
    {
        GoalId.ReadFrom(ref reader);
    }
}
