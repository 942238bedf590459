using Forewarn.Messages;

namespace Forewarn.RosBridge;

/// <summary>
/// A ROS 2 node: its name, its parameters with their services, its clock, and typed endpoints under names that are expanded
/// and remapped as rcl does it. Endpoints live as long as the node unless disposed of before.
/// </summary>
public sealed class RosNode : IDisposable
{
    private readonly List<IReceiver> _receivers = [];
    private readonly List<IDisposable> _clients = [];
    private readonly IRawNode _raw;

    /// <param name="name">Without namespace; <c>-r __node:=</c> overrides it.</param>
    /// <param name="space">Namespace; <c>-r __ns:=</c> overrides it.</param>
    /// <exception cref="Core.ForewarnException">A name is not a ROS name.</exception>
    public RosNode(RosExecutor executor, string name, string? space = null, RosArgs? args = null)
    {
        (Executor, Args) = (executor, args ?? RosArgs.None);
        RosName.CheckNode(name);
        FullName = RemapRule.NameOf(Args.Remaps, new(RosName.Space(space), name));
        _raw = executor.Transport.OpenNode(FullName.Name, FullName.Namespace);
        Clock = new(executor.Time);
        Parameters = new(FullName, Args);
        try
        {
            // Services first, so that every declaration is announced.
            _ = new ParameterServices(this);
            _ = new SimTimeSource(this);
        }
        catch
        {
            // An override that does not fit must not leave half a node in the graph.
            _raw.Dispose();
            throw;
        }
    }

    public RosExecutor Executor { get; }

    public RosArgs Args { get; }

    public NodeName FullName { get; }

    public RosClock Clock { get; }

    public NodeParameters Parameters { get; }

    /// <summary>Everything of this node that decodes what others sent.</summary>
    public IReadOnlyList<IReceiver> Receivers
    {
        get { lock (_receivers) return [.. _receivers]; }
    }

    /// <summary>The absolute, remapped name of a topic.</summary>
    public string ResolveTopic(string name) => RemapRule.Apply(Args.Remaps, RemapKind.Topic, name, FullName);

    /// <summary>The absolute, remapped name of a service or action.</summary>
    public string ResolveService(string name) => RemapRule.Apply(Args.Remaps, RemapKind.Service, name, FullName);

    public Publisher<T> CreatePublisher<T>(string topic, QosProfile? qos = null) where T : class, IRosMessage<T>, new() =>
        new(_raw.CreatePublisher(ResolveTopic(topic), T.Type, qos ?? QosProfile.Default));

    public Subscription<T> CreateSubscription<T>(string topic, MessageHandler<T> handler, QosProfile? qos = null)
        where T : class, IRosMessage<T>, new() =>
        Listed(new Subscription<T>(_raw, ResolveTopic(topic), qos ?? QosProfile.Default, handler));

    /// <param name="handler">Fills in a fresh response.</param>
    public ServiceServer<TRequest, TResponse> CreateService<TService, TRequest, TResponse>(
        string service, Action<TRequest, TResponse> handler)
        where TService : IRosService<TRequest, TResponse>
        where TRequest : class, IRosMessage<TRequest>, new()
        where TResponse : class, IRosMessage<TResponse>, new() =>
        CreateDeferredService<TService, TRequest, TResponse>(service, (request, reply) =>
        {
            var response = new TResponse();
            handler(request, response);
            reply.Send(response);
        });

    /// <param name="handler">Answers at once or keeps the reply for later.</param>
    public ServiceServer<TRequest, TResponse> CreateDeferredService<TService, TRequest, TResponse>(
        string service, ServiceHandler<TRequest, TResponse> handler)
        where TService : IRosService<TRequest, TResponse>
        where TRequest : class, IRosMessage<TRequest>, new()
        where TResponse : class, IRosMessage<TResponse>, new() =>
        Listed(new ServiceServer<TRequest, TResponse>(_raw, ResolveService(service), TService.Type, handler));

    public ServiceClient<TRequest, TResponse> CreateClient<TService, TRequest, TResponse>(string service)
        where TService : IRosService<TRequest, TResponse>
        where TRequest : class, IRosMessage<TRequest>, new()
        where TResponse : class, IRosMessage<TResponse>, new()
    {
        var client = Listed(new ServiceClient<TRequest, TResponse>(_raw, Executor, ResolveService(service), TService.Type));
        lock (_receivers) _clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        IDisposable[] clients;
        lock (_receivers) clients = [.. _clients];
        // Clients first: their open calls end with a reason instead of a timeout.
        foreach (var client in clients) client.Dispose();
        _raw.Dispose();
    }

    internal void Remove<T>(T receiver) where T : IReceiver, IDisposable
    {
        receiver.Dispose();
        lock (_receivers) _receivers.Remove(receiver);
    }

    private T Listed<T>(T receiver) where T : IReceiver
    {
        lock (_receivers) _receivers.Add(receiver);
        return receiver;
    }
}
