using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests.Actions;

/// <summary>A hand-written action: goal and result a number, feedback a text.</summary>
internal sealed class Walk : IRosAction<Count, Count, Text>
{
    public static ActionType Type { get; } = new("test_msgs/action/Walk", Service("SendGoal"), Service("GetResult"), Message("FeedbackMessage"));

    private static ServiceType Service(string part) => new($"test_msgs/action/Walk_{part}", Message(part + "_Request"), Message(part + "_Response"));

    private static MessageType Message(string part) => new($"test_msgs/action/Walk_{part}", "RIHS01_" + new string('2', 64), "", new(new uint[1], 0, 8, 8, false));
}
