namespace ROS2;

/// <summary>Names a service; the class that implements it is never made.</summary>
public interface IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
}
