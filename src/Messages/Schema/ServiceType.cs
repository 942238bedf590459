namespace Forewarn.Messages;

/// <summary>A ROS 2 service: what is asked and what is answered.</summary>
/// <param name="Name">For example <c>std_srvs/srv/SetBool</c>.</param>
/// <param name="Hash">Type hash of the service itself; CycloneDDS endpoints carry those of request and response.</param>
public sealed record ServiceType(string Name, MessageType Request, MessageType Response, string Hash = "");
