namespace Forewarn.Messages;

/// <summary>A topic as whoever records or shows it must know it.</summary>
/// <param name="Name">Fully resolved, for example <c>/left/joint_states</c>.</param>
/// <param name="Qos">What the publisher offers; what the subscription asks for where the publisher is elsewhere.</param>
public sealed record Topic(string Name, MessageType Type, QosProfile Qos);
