using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>Which goals a request to cancel concerns (design.ros2.org, "Actions").</summary>
internal static class CancelSelection
{
    /// <param name="goals">In order of acceptance, ended ones included.</param>
    /// <param name="id">Zero for none.</param>
    /// <param name="stamp">ns; 0 for none.</param>
    public static (CancelCode Code, List<ServerGoal<TGoal, TResult, TFeedback>> Goals) Select<TGoal, TResult, TFeedback>(
        IReadOnlyCollection<ServerGoal<TGoal, TResult, TFeedback>> goals, Guid id, long stamp)
        where TGoal : class, IRosMessage<TGoal>, new()
        where TResult : class, IRosMessage<TResult>, new()
        where TFeedback : class, IRosMessage<TFeedback>, new()
    {
        if (id != Guid.Empty && stamp == 0)
        {
            if (goals.FirstOrDefault(goal => goal.Id == id) is not { } one) return (CancelCode.UnknownGoal, []);
            return one.IsCancelable ? (CancelCode.None, [one]) : (CancelCode.Terminated, []);
        }

        // No id: all up to the stamp, and without a stamp all. Both: the one of the id besides.
        long last = stamp == 0 ? long.MaxValue : stamp;
        return (CancelCode.None, [.. goals.Where(goal => goal.IsCancelable && (goal.AcceptedAt <= last || goal.Id == id))]);
    }
}
