using System;
using System.Collections.Generic;
using System.Linq;

namespace ROS2;

public sealed class Node(string name, string space)
{
    public string Name => name;

    public string Namespace => space;

    public IList<Subscription> Subscriptions { get; } = new List<Subscription>();

    public IList<Service> Services { get; } = new List<Service>();

    public IList<Client> Clients { get; } = new List<Client>();

    public IList<GuardCondition> GuardConditions { get; } = new List<GuardCondition>();

    internal bool IsEmpty => !All.Any();

    internal bool IsReady => All.Any(one => one.IsReady);

    private IEnumerable<Waitable> All => Subscriptions.Concat<Waitable>(Services).Concat(Clients).Concat(GuardConditions);

    public Publisher<T> CreatePublisher<T>(string topic, QosProfile qosProfile = null) where T : IRosMessage => new(topic);

    public Subscription<T> CreateSubscription<T>(string topic, Action<T> callback, QosProfile qosProfile = null)
        where T : IRosMessage, new()
    {
        var made = new Subscription<T>(callback, qosProfile);
        Subscriptions.Add(made);
        Bus.Add(Bus.Topics, topic, made);
        return made;
    }

    public Service<TService, TRequest, TResponse> CreateService<TService, TRequest, TResponse>(
        string serviceName, Action<TRequest, TResponse> callback)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        var made = new Service<TService, TRequest, TResponse>(callback);
        Services.Add(made);
        Bus.Add(Bus.Services, serviceName, made);
        return made;
    }

    public Client<TService, TRequest, TResponse> CreateClient<TService, TRequest, TResponse>(string serviceName)
        where TService : IRosServiceDefinition<TRequest, TResponse>
        where TRequest : IRosMessage, new()
        where TResponse : IRosMessage, new()
    {
        var made = new Client<TService, TRequest, TResponse>(serviceName);
        Clients.Add(made);
        return made;
    }

    public GuardCondition CreateGuardCondition(Action callback)
    {
        var made = new GuardCondition(callback);
        GuardConditions.Add(made);
        return made;
    }
}
