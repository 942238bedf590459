using Forewarn.Core;
using Forewarn.Messages;
using ROS2;
using QosProfile = Forewarn.Messages.QosProfile;

namespace Forewarn.RosBridge.Rcldotnet;

/// <summary>
/// A node of rcldotnet. What others may do without (publishers, services) is missing with a
/// <see cref="QosEventKind.NotOnTransport"/> event when the workspace has no classes for it; what this node needs itself
/// (subscriptions, clients) is an error then.
/// </summary>
internal sealed class RcldotnetNode : IRawNode
{
    private readonly RcldotnetTransport _transport;
    private readonly GuardCondition _guard;

    public RcldotnetNode(RcldotnetTransport transport, string name, string space)
    {
        (_transport, Name, Namespace) = (transport, name, space);
        Inner = Guarded($"node {name}", () => RCLdotnet.CreateNode(name, space));
        // A node without endpoints would not wait at all.
        _guard = Inner.CreateGuardCondition(() => { });
    }

    public string Name { get; }

    public string Namespace { get; }

    internal Node Inner { get; }

    internal bool IsClosed { get; private set; }

    public IRawPublisher CreatePublisher(string topic, MessageType type, QosProfile qos) =>
        Offered(topic, () => (IRawPublisher)Make(typeof(RclPublisher<>), [type.Name], this, topic, type, RcldotnetQos.Of(qos)))
        ?? new AbsentPublisher(topic);

    public IRawSubscription CreateSubscription(string topic, MessageType type, QosProfile qos, RawHandler handler) =>
        Guarded(topic, () => (IRawSubscription)Make(
            typeof(RclSubscription<>), [type.Name], this, _transport, topic, type, RcldotnetQos.Of(qos), handler));

    public IRawRequester CreateRequester(string service, ServiceType type, ReplyHandler onReply) =>
        Guarded(service, () => (IRawRequester)Make(
            typeof(RclRequester<,,>), [type.Name, type.Request.Name, type.Response.Name], this, _transport, service, type, onReply));

    public IRawReplier CreateReplier(string service, ServiceType type, RequestHandler onRequest) =>
        Offered(service, () => (IRawReplier)Make(
            typeof(RclReplier<,,>), [type.Name, type.Request.Name, type.Response.Name], this, _transport, service, type, onRequest))
        ?? new AbsentReplier(service);

    public void Dispose()
    {
        IsClosed = true;
        _transport.Remove(this);
    }

    internal void Wake() => _guard.Trigger();

    private object Make(Type endpoint, string[] types, params object[] arguments)
    {
        Type made = endpoint.MakeGenericType([.. types.Select(_transport.Workspace.Class)]);
        return WorkspaceNames.Make(made, arguments);
    }

    private T? Offered<T>(string name, Func<T> make) where T : class
    {
        try
        {
            return Guarded(name, make);
        }
        catch (ForewarnException fault)
        {
            _transport.Report(new(QosEventKind.NotOnTransport, name, 1, fault.Message));
            return null;
        }
    }

    /// <summary>rcl's errors and those of a class that does not fit its generator come as many kinds of exceptions.</summary>
    private static T Guarded<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception fault) when (fault is not ForewarnException)
        {
            throw ForewarnException.Of($"{name} over rcldotnet", (fault.InnerException ?? fault).Message.ReplaceLineEndings(" ").TrimEnd('.'),
                "an endpoint", "See what rcl says, and whether the workspace is sourced in this shell.", ExitCode.Environment, fault);
        }
    }
}
