using Forewarn.Messages.UniqueIdentifierMsgs;

namespace Forewarn.Messages;

/// <summary>How a goal is coming along.</summary>
public sealed class FeedbackMessage<TAction, TGoal, TResult, TFeedback>
    : IRosMessage<FeedbackMessage<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    public UUID GoalId { get; } = new();

    public TFeedback Feedback { get; } = new();

    public static MessageType Type => TAction.Type.Feedback;

    public void WriteTo(CdrWriter writer)
    {
        GoalId.WriteTo(writer);
        Feedback.WriteTo(writer);
    }

    public void ReadFrom(ref CdrReader reader)
    {
        GoalId.ReadFrom(ref reader);
        Feedback.ReadFrom(ref reader);
    }
}
