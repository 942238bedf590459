using Forewarn.Messages.BuiltinInterfaces;

namespace Forewarn.Messages;

/// <summary>Whether an action server pursues a goal.</summary>
public sealed class SendGoalResponse<TAction, TGoal, TResult, TFeedback>
    : IRosMessage<SendGoalResponse<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    public bool Accepted { get; set; }

    /// <summary>When it was accepted.</summary>
    public Time Stamp { get; } = new();

    public static MessageType Type => TAction.Type.SendGoal.Response;

    public void WriteTo(CdrWriter writer)
    {
        writer.Write(Accepted);
        Stamp.WriteTo(writer);
    }

    public void ReadFrom(ref CdrReader reader)
    {
        Accepted = reader.ReadBool();
        Stamp.ReadFrom(ref reader);
    }
}
