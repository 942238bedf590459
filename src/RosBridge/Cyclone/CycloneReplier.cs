using Forewarn.Messages;

namespace Forewarn.RosBridge.Cyclone;

/// <summary>
/// Server of a service. A client's reply reader may be matched later than its request writer; until then its replies
/// wait here and not on the spinning thread.
/// </summary>
internal sealed class CycloneReplier : IRawReplier
{
    private const int MostClients = 256, MostWaiting = 64;

    private readonly CycloneNode _node;
    private readonly RequestHandler _onRequest;
    private readonly DdsWriter _replies;
    private readonly DdsReader _requests;
    private readonly ForeignPeers _foreign;
    private readonly Dictionary<ulong, Client> _clients = [];
    private readonly List<(RequestId Request, byte[] Cdr)> _waiting = [];
    private readonly Lock _lock = new();
    private byte[] _buffer = new byte[256];

    public CycloneReplier(
        CycloneNode node, CycloneParticipant participant, string service, Messages.ServiceType type, RequestHandler onRequest)
    {
        (_node, _onRequest, Service) = (node, onRequest, service);
        string identity = UserData.Identity(UserData.ServiceKey, UserData.NewIdentity());
        _replies = new DdsWriter(participant, service, RosNames.Reply(service), participant.TypeOf(type.Response, service: true),
            QosProfile.Services, identity) { OnMatch = SendWaiting };
        var requestType = participant.TypeOf(type.Request, service: true);
        lock (_lock) // a request that another thread receives at once waits for the field
        {
            _requests = new DdsReader(participant, service, RosNames.Request(service), requestType, QosProfile.Services,
                OnRequest, identity);
        }
        _requests.OnMatch = ForgetTheGone;
        _foreign = new ForeignPeers(participant, _requests, UserData.ClientKey, "client");
        node.Open(_replies, _requests);
    }

    public string Service { get; }

    public bool Reply(RequestId request, ReadOnlySpan<byte> cdr)
    {
        if (cdr.Length < Correlation.Encapsulation) return false;
        lock (_lock)
        {
            if (!_clients.TryGetValue(request.Client, out var client)) return false;
            if (Listens(client)) return Send(request, cdr);
            if (!IsHere(client)) return false;
            if (_waiting.Count == MostWaiting) _waiting.RemoveAt(0);
            _waiting.Add((request, cdr.ToArray()));
            return true;
        }
    }

    public void Dispose() => _node.Close(_replies, _requests);

    private bool Send(RequestId request, ReadOnlySpan<byte> cdr)
    {
        Span<byte> head = stackalloc byte[Correlation.Head];
        Correlation.Write(head, cdr, request);
        return _replies.Send(head, cdr[Correlation.Encapsulation..], default);
    }

    private void OnRequest(ReadOnlySpan<byte> cdr, in MessageInfo info)
    {
        if (!Correlation.TryRead(cdr, out var request)) return;
        lock (_lock)
        {
            if (!_clients.ContainsKey(request.Client))
            {
                bool named = _requests.TryGetIdentity(info.Publisher, UserData.ClientKey, out var id);
                _clients[request.Client] = new Client(info.Publisher, named ? id : null);
            }
        }
        _onRequest(request, Correlation.Strip(cdr, ref _buffer));
    }

    private bool IsHere(Client client)
    {
        Span<ulong> matched = stackalloc ulong[MostClients];
        int count = _requests.Matched(matched);
        return count == MostClients || matched[..count].Contains(client.Publication);
    }

    /// <summary>Whether the client's reply reader is matched. One that names no identity is taken to listen.</summary>
    private bool Listens(Client client)
    {
        if (client.Identity is not { } identity) return true;
        Span<ulong> matched = stackalloc ulong[MostClients];
        matched = matched[.._replies.Matched(matched)];
        if (client.Reader != 0 && matched.Contains(client.Reader)) return true;
        client.Reader = 0;
        foreach (ulong reader in matched)
        {
            if (!_replies.TryGetIdentity(reader, UserData.ClientKey, out var id) || id != identity) continue;
            client.Reader = reader;
            return true;
        }
        return false;
    }

    private void SendWaiting()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(w =>
            {
                if (!_clients.TryGetValue(w.Request.Client, out var client)) return true;
                if (!Listens(client)) return false;
                Send(w.Request, w.Cdr);
                return true;
            });
        }
    }

    private void ForgetTheGone()
    {
        lock (_lock)
        {
            foreach (var (number, client) in _clients)
                if (!IsHere(client)) _clients.Remove(number);
            _waiting.RemoveAll(w => !_clients.ContainsKey(w.Request.Client));
        }
    }

    /// <param name="Publication">Handle of the client's request writer.</param>
    /// <param name="Identity">What its two endpoints have in common; null if it says nothing.</param>
    private sealed record Client(ulong Publication, UInt128? Identity)
    {
        /// <summary>Handle of its reply reader; 0 until it is found.</summary>
        public ulong Reader { get; set; }
    }
}
