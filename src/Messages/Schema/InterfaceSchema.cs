using System.Collections.Generic;
using System.Linq;

namespace Forewarn.Messages;

/// <summary>What one definition file declares, with the types that rosidl derives from it.</summary>
public sealed class InterfaceSchema
{
    private const string Uuid = "unique_identifier_msgs/msg/UUID";
    private const string Time = "builtin_interfaces/msg/Time";
    private const string EventInfo = "service_msgs/msg/ServiceEventInfo";

    private InterfaceSchema(string name, InterfaceKind kind, MessageSchema[] messages, MessageSchema[] descriptions)
    {
        Name = name;
        Kind = kind;
        Messages = messages;
        Descriptions = descriptions;
    }

    /// <summary>For example <c>std_srvs/srv/SetBool</c>.</summary>
    public string Name { get; }

    public InterfaceKind Kind { get; }

    /// <summary>
    /// Types that travel. Of a message: itself. Of a service: request, response. Of an action: goal, result, feedback,
    /// the requests and responses of its two services, the feedback message.
    /// </summary>
    public IReadOnlyList<MessageSchema> Messages { get; }

    /// <summary>Types that exist for their description and hash alone: services, their events, actions.</summary>
    public IReadOnlyList<MessageSchema> Descriptions { get; }

    public static InterfaceSchema Message(MessageSchema message) =>
        new(message.Name, InterfaceKind.Message, new[] { message }, new MessageSchema[0]);

    public static InterfaceSchema Service(string name, MessageSchema request, MessageSchema response) =>
        new(name, InterfaceKind.Service, new[] { request, response }, DescribeService(name).ToArray());

    /// <summary>Wraps goal, result and feedback as rosidl does.</summary>
    public static InterfaceSchema Action(string name, MessageSchema goal, MessageSchema result, MessageSchema feedback)
    {
        string sendGoal = name + "_SendGoal", getResult = name + "_GetResult", message = name + "_FeedbackMessage";
        var messages = new[]
        {
            goal, result, feedback,
            Of(sendGoal + "_Request", Nested("goal_id", Uuid), Nested("goal", goal.Name)),
            Of(sendGoal + "_Response", new FieldSchema("accepted", FieldKind.Bool), Nested("stamp", Time)),
            Of(getResult + "_Request", Nested("goal_id", Uuid)),
            Of(getResult + "_Response", new FieldSchema("status", FieldKind.Int8), Nested("result", result.Name)),
            Of(message, Nested("goal_id", Uuid), Nested("feedback", feedback.Name)),
        };
        var action = Of(
            name, Nested("goal", goal.Name), Nested("result", result.Name), Nested("feedback", feedback.Name),
            Nested("send_goal_service", sendGoal), Nested("get_result_service", getResult), Nested("feedback_message", message));
        return new(
            name, InterfaceKind.Action, messages,
            DescribeService(sendGoal).Concat(DescribeService(getResult)).Concat(new[] { action }).ToArray());
    }

    private static IEnumerable<MessageSchema> DescribeService(string name)
    {
        string request = name + "_Request", response = name + "_Response", happening = name + "_Event";
        yield return Of(happening, Nested("info", EventInfo), AtMostOne("request", request), AtMostOne("response", response));
        yield return Of(
            name, Nested("request_message", request), Nested("response_message", response), Nested("event_message", happening));
    }

    private static MessageSchema Of(string name, params FieldSchema[] fields) => new(name, fields);

    private static FieldSchema Nested(string name, string type) => new(name, FieldKind.Nested) { NestedType = type };

    private static FieldSchema AtMostOne(string name, string type) =>
        new(name, FieldKind.Nested, FieldShape.BoundedSequence) { NestedType = type, Capacity = 1 };
}
