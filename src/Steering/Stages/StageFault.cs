namespace Forewarn.Steering;

/// <summary>A stage gave no answer in time: late, or still busy with an earlier call. Never leaves the room.</summary>
internal sealed class StageFault(string message) : Exception(message)
{
    public static StageFault NotStarted() => new("not started, the deadline had passed");

    public static StageFault Busy() => new("busy, an earlier call has not come back");

    public static StageFault Late(DecisionDeadline deadline) =>
        new(FormattableString.Invariant($"late, no answer within {deadline.AllowedMs:f0} ms"));
}
