using Forewarn.Messages.ControlMsgs;

namespace Forewarn.Messages.Tests.Wire;

/// <summary>Every message of the room: all generated classes, and what wraps the messages of an action.</summary>
public static class MessageSet
{
    public static IReadOnlyList<MessageCase> All { get; } = [.. Types().Select(Case).OrderBy(one => one.Type.Name, StringComparer.Ordinal)];

    public static TheoryData<MessageCase> Data => [.. All];

    private static IEnumerable<Type> Types()
    {
        var generated = typeof(IRosMessage<>).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters && IsMessage(type));
        Type[] wraps =
        [
            typeof(SendGoalRequest<,,,>), typeof(SendGoalResponse<,,,>), typeof(GetResultRequest<,,,>),
            typeof(GetResultResponse<,,,>), typeof(FeedbackMessage<,,,>),
        ];
        return generated.Concat(wraps.Select(wrap => wrap.MakeGenericType(
            typeof(FollowJointTrajectory), typeof(FollowJointTrajectoryGoal), typeof(FollowJointTrajectoryResult),
            typeof(FollowJointTrajectoryFeedback))));
    }

    private static MessageCase Case(Type type) =>
        (MessageCase)Activator.CreateInstance(typeof(TypedMessageCase<>).MakeGenericType(type))!;

    private static bool IsMessage(Type type) => type.GetInterfaces()
        .Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IRosMessage<>));
}
