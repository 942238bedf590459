namespace Forewarn.Messages;

/// <summary>A ROS 2 service as a pair of messages; types of this kind are named, never made.</summary>
public interface IRosService<TRequest, TResponse>
    where TRequest : class, IRosMessage<TRequest>, new()
    where TResponse : class, IRosMessage<TResponse>, new()
{
    static abstract ServiceType Type { get; }
}
