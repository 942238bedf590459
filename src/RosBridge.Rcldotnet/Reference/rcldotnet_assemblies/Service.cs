namespace ROS2;

public abstract class Service
{
    internal Service()
    {
    }
}

public sealed class Service<TService, TRequest, TResponse> : Service
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    internal Service()
    {
    }
}
