namespace Forewarn.Messages;

/// <summary>How a goal ended.</summary>
public sealed class GetResultResponse<TAction, TGoal, TResult, TFeedback>
    : IRosMessage<GetResultResponse<TAction, TGoal, TResult, TFeedback>>
    where TAction : IRosAction<TGoal, TResult, TFeedback>
    where TGoal : class, IRosMessage<TGoal>, new()
    where TResult : class, IRosMessage<TResult>, new()
    where TFeedback : class, IRosMessage<TFeedback>, new()
{
    /// <summary>One of the constants of <see cref="ActionMsgs.GoalStatus"/>.</summary>
    public sbyte Status { get; set; }

    public TResult Result { get; } = new();

    public static MessageType Type => TAction.Type.GetResult.Response;

    public void WriteTo(CdrWriter writer)
    {
        writer.Write(Status);
        Result.WriteTo(writer);
    }

    public void ReadFrom(ref CdrReader reader)
    {
        Status = reader.Read<sbyte>();
        Result.ReadFrom(ref reader);
    }
}
