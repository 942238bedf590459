using System;
using System.Collections.Generic;

namespace ROS2;

public sealed class Node
{
    internal Node()
    {
    }

    public string Name => throw CompileOnly.Body;

    public string Namespace => throw CompileOnly.Body;

    public string FullyQualifiedName => throw CompileOnly.Body;

    public IList<Subscription> Subscriptions => throw CompileOnly.Body;

    public IList<Service> Services => throw CompileOnly.Body;

    public IList<Client> Clients => throw CompileOnly.Body;

    public IList<GuardCondition> GuardConditions => throw CompileOnly.Body;

    public Publisher<T> CreatePublisher<T>(string topic, QosProfile qosProfile = null)
        where T : IRosMessage => throw CompileOnly.Body;

    public Subscription<T> CreateSubscription<T>(string topic, Action<T> callback, QosProfile qosProfile = null)
        where T : IRosMessage, new() => throw CompileOnly.Body;

    public Service<TService, TRequest, TResponse> CreateService<TService, TRequest, TResponse>(
        string serviceName, Action<TRequest, TResponse> callback)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new() => throw CompileOnly.Body;

    public Client<TService, TRequest, TResponse> CreateClient<TService, TRequest, TResponse>(string serviceName)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new() => throw CompileOnly.Body;

    public GuardCondition CreateGuardCondition(Action callback) => throw CompileOnly.Body;
}
