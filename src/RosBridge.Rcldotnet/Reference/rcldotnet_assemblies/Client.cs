using System.Threading.Tasks;

namespace ROS2;

public abstract class Client
{
    internal Client()
    {
    }
}

public sealed class Client<TService, TRequest, TResponse> : Client
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    internal Client()
    {
    }

    public bool ServiceIsReady() => throw CompileOnly.Body;

    public Task<TResponse> SendRequestAsync(TRequest request) => throw CompileOnly.Body;
}
