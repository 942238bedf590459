namespace Forewarn.Messages;

/// <summary>A ROS 2 action: the services that start it and fetch its result, and what it reports meanwhile.</summary>
/// <param name="Name">For example <c>control_msgs/action/FollowJointTrajectory</c>.</param>
/// <param name="SendGoal">On <c>ACTION/_action/send_goal</c>.</param>
/// <param name="GetResult">On <c>ACTION/_action/get_result</c>; answered when the goal has ended.</param>
/// <param name="Feedback">On <c>ACTION/_action/feedback</c>.</param>
/// <param name="Hash">Type hash of the action itself.</param>
public sealed record ActionType(string Name, ServiceType SendGoal, ServiceType GetResult, MessageType Feedback, string Hash = "");
