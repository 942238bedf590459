using Forewarn.Messages.UniqueIdentifierMsgs;

namespace Forewarn.Messages;

/// <summary>Asks an action server to pursue a goal.</summary>
public sealed class SendGoalRequest<TAction, TGoal, TResult, TFeedback>
    : IRosMessage<SendGoalRequest<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    public UUID GoalId { get; } = new();

    public TGoal Goal { get; } = new();

    public static MessageType Type => TAction.Type.SendGoal.Request;

    public void WriteTo(CdrWriter writer)
    {
        GoalId.WriteTo(writer);
        Goal.WriteTo(writer);
    }

    public void ReadFrom(ref CdrReader reader)
    {
        GoalId.ReadFrom(ref reader);
        Goal.ReadFrom(ref reader);
    }
}
