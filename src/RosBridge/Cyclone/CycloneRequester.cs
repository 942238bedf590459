using Forewarn.Core;
using Forewarn.Messages;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>Client of a service.</summary>
internal sealed class CycloneRequester : IRawRequester
{
    private const int MostServers = 16;

    private readonly CycloneNode _node;
    private readonly ReplyHandler _onReply;
    private readonly DdsWriter _requests;
    private readonly DdsReader _replies;
    private readonly ForeignPeers _foreign;
    private readonly ulong _self;
    private byte[] _buffer = new byte[256];
    private long _sequence;

    public CycloneRequester(
        CycloneNode node, CycloneParticipant participant, string service, Messages.ServiceType type, ReplyHandler onReply)
    {
        (_node, _onReply, Service) = (node, onReply, service);
        string identity = UserData.Identity(UserData.ClientKey, UserData.NewIdentity());
        _requests = new DdsWriter(participant, service, RosNames.Request(service), participant.TypeOf(type.Request, service: true),
            QosProfile.Services, identity);
        _self = _requests.Handle;
        _replies = new DdsReader(participant, service, RosNames.Reply(service), participant.TypeOf(type.Response, service: true),
            QosProfile.Services, OnReply, identity);
        _foreign = new ForeignPeers(participant, _replies, UserData.ServiceKey, "server");
        node.Open(_requests, _replies);
    }

    public string Service { get; }

    /// <summary>A request sent before the server's reply side is matched could lose its answer.</summary>
    public bool IsReady
    {
        get
        {
            Span<ulong> readers = stackalloc ulong[MostServers], writers = stackalloc ulong[MostServers];
            readers = readers[.._requests.Matched(readers)];
            writers = writers[.._replies.Matched(writers)];
            foreach (ulong reader in readers)
            {
                if (!_requests.TryGetIdentity(reader, UserData.ServiceKey, out var server)) continue;
                foreach (ulong writer in writers)
                    if (_replies.TryGetIdentity(writer, UserData.ServiceKey, out var replier) && replier == server) return true;
            }
            return false;
        }
    }

    /// <exception cref="ForewarnException">The bytes are no request of this service, or the server is too far behind.</exception>
    public long Send(ReadOnlySpan<byte> cdr)
    {
        long sequence = Interlocked.Increment(ref _sequence);
        Span<byte> head = stackalloc byte[Correlation.Head];
        if (cdr.Length >= Correlation.Encapsulation)
        {
            Correlation.Write(head, cdr, new(_self, sequence));
            if (_requests.Send(head, cdr[Correlation.Encapsulation..], default)) return sequence;
        }
        throw ForewarnException.Of($"request to '{Service}'", "that it could not be sent",
            $"a serialized {_requests.Type.Message.Name}", "Check the bytes, and whether the server still takes requests.");
    }

    public void Dispose() => _node.Close(_requests, _replies);

    private void OnReply(ReadOnlySpan<byte> cdr, in MessageInfo info)
    {
        if (Correlation.TryRead(cdr, out var id) && id.Client == _self) _onReply(id.Sequence, Correlation.Strip(cdr, ref _buffer));
    }
}
