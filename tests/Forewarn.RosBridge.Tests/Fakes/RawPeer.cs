using Forewarn.Messages;

namespace Forewarn.RosBridge.Tests;

/// <summary>A process that talks to nodes in bytes alone.</summary>
internal sealed class RawPeer
{
    private readonly Bench _bench;
    private readonly RosExecutor _executor;
    private readonly IRawNode _node;

    public RawPeer(Bench bench)
    {
        (_bench, _executor) = (bench, bench.Process());
        _node = _executor.Transport.OpenNode("peer", "/");
    }

    public IRawNode Node => _node;

    /// <summary>Asks a service and gives the bytes of the answer; null when there is none.</summary>
    public WireReader? Ask(string service, ServiceType type, byte[] request)
    {
        WireReader? answer = null;
        using var requester = _node.CreateRequester(service, type, (_, cdr) => answer = new WireReader(cdr));
        Assert.True(requester.IsReady, $"nobody offers {service}");
        requester.Send(request);
        _bench.Settle();
        return answer;
    }

    /// <summary>Lists the payloads of a topic from now on.</summary>
    public List<byte[]> Hear(string topic, MessageType type, QosProfile? qos = null)
    {
        var heard = new List<byte[]>();
        _node.CreateSubscription(topic, type, qos ?? QosProfile.ParameterEvents, (ReadOnlySpan<byte> cdr, in MessageInfo _) => heard.Add(cdr.ToArray()));
        return heard;
    }
}
