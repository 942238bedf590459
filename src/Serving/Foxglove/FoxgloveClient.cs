using System.Text.Json;

namespace Forewarn.Serving;

/// <summary>
/// One client as the protocol sees it, without its socket: frames go in, what is to be sent comes out at the
/// <see cref="Outbox"/>. Nothing a client sends throws; what cannot be understood is answered with a status.
/// </summary>
internal sealed class FoxgloveClient : IDisposable
{
    private const int QuotedCharacters = 300, MostComplaints = 16;

    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 16 };
    private static readonly TimeSpan s_reportPause = TimeSpan.FromSeconds(1);

    private readonly FoxgloveServer _server;
    private readonly FoxgloveServerOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _isModern;
    private readonly FoxgloveSubscriptions _subscriptions;
    private readonly FoxgloveParameters _parameters;
    private readonly FoxglovePublishing _publishing;
    private readonly CancellationTokenSource _gone = new();
    private int _running, _knownChanges, _said;
    private long _toldTime, _toldDropped, _reported;
    private FoxglovePlaybackState? _toldPlayback;

    /// <param name="protocol">One of <see cref="FoxgloveProtocol"/>'s subprotocols.</param>
    public FoxgloveClient(FoxgloveServer server, string protocol, FoxgloveServerOptions options, TimeProvider time)
    {
        (_server, _options, _time, _isModern) = (server, options, time, protocol == FoxgloveProtocol.Sdk);
        Outbox = new FoxgloveOutbox(options.QueueMessages, options.QueueBytes);
        _subscriptions = new(this, server.Channels);
        _parameters = new(this, server);
        _publishing = new(this, server);
        Answer(FoxgloveTexts.ServerInfo(options.Name, server.SessionId, Capabilities(), Playback));
        if (server.Services.Count > 0) Answer(FoxgloveTexts.AdvertiseServices(server.Services));
        // Told even when there are none, as the protocol has it.
        if (server.Channels.At(0) is null) Answer(FoxgloveTexts.Advertise([]));
    }

    public FoxgloveOutbox Outbox { get; }

    /// <summary>Clients of the old subprotocol stumble over frames of a playback.</summary>
    private IFoxglovePlayback? Playback => _isModern ? _server.Playback : null;

    /// <summary>A frame from the client. Its bytes are not kept.</summary>
    public void Handle(ReadOnlyMemory<byte> bytes, bool isText)
    {
        _said = 0;
        try
        {
            if (isText) HandleText(bytes);
            else HandleBinary(bytes.Span);
        }
        // What the JSON reader has for texts that are none, numbers beyond their range, members that are missing or of another kind.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            Say(FoxgloveStatus.Error, $"Invalid message: {fault.Message}");
        }
    }

    public void Answer(FoxgloveFrame frame) => Outbox.Answer(frame);

    /// <summary>Tells what is wrong. A frame with a thousand faults is told the first of them.</summary>
    public void Say(FoxgloveStatus level, string message)
    {
        if (Interlocked.Increment(ref _said) > MostComplaints) return;
        Answer(FoxgloveTexts.Status(
            level, message.Length <= QuotedCharacters ? message : string.Concat(message.AsSpan(0, QuotedCharacters), "…")));
    }

    /// <summary>Starts what may take a while; a client has a limited number of such things at a time.</summary>
    public void Begin(Func<CancellationToken, Task> work, Action<string> failed)
    {
        if (Interlocked.Increment(ref _running) <= _options.Requests)
        {
            _ = RunAsync(work, failed);
            return;
        }
        Interlocked.Decrement(ref _running);
        failed($"more than {_options.Requests} requests at a time");
    }

    /// <summary>
    /// What is to be told of the server's state: only its latest counts, so that a slow client is told less instead of
    /// being owed more. Called by whoever sends.
    /// </summary>
    public void TellState(ICollection<FoxgloveFrame> into)
    {
        var (opened, closed) = _server.Channels.Changes(ref _knownChanges);
        if (closed.Count > 0) into.Add(FoxgloveTexts.Unadvertise(closed));
        if (opened.Count > 0) into.Add(FoxgloveTexts.Advertise(opened));
        if (_server.ShownTime is var shown && shown != _toldTime) into.Add(FoxgloveBinary.Time(_toldTime = shown));
        if (Playback?.State is { } state && IsNews(state)) into.Add(FoxgloveBinary.PlaybackState(state, ""));
        if (_parameters.Update() is { } values) into.Add(values);
        long dropped = Outbox.Dropped;
        if (dropped == _toldDropped || (_reported != 0 && _time.GetElapsedTime(_reported) < s_reportPause)) return;
        (_toldDropped, _reported) = (dropped, _time.GetTimestamp());
        into.Add(FoxgloveTexts.Status(
            FoxgloveStatus.Warning, $"This client reads too slowly: {dropped} messages were dropped so far", "dropped"));
    }

    public void ParameterChanged(FoxgloveParameter parameter) => _parameters.Changed(parameter);

    /// <summary>Ends what it listens to and what it asked for.</summary>
    public void Dispose()
    {
        _subscriptions.EndAll();
        Outbox.Clear();
        _gone.Cancel();
    }

    /// <summary>A text member; null where it is missing or something else.</summary>
    internal static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string[] Capabilities() =>
    [
        .. _server.Parameters.Count > 0 ? (string[])["parameters", "parametersSubscribe"] : [],
        .. _server.Services.Count > 0 ? (string[])["services"] : [],
        .. _server.Inputs.Count > 0 ? (string[])["clientPublish"] : [],
        .. _server.Playback is not null ? (string[])["time"] : [],
        .. Playback is not null ? (string[])["playbackControl"] : [],
    ];

    private void HandleText(ReadOnlyMemory<byte> bytes)
    {
        using JsonDocument document = JsonDocument.Parse(bytes, s_json);
        JsonElement request = document.RootElement;
        string? op = Text(request, "op");
        switch (op)
        {
            case "subscribe":
                if (_subscriptions.Subscribe(request)) _server.Heard();
                break;
            case "unsubscribe": _subscriptions.Unsubscribe(request); break;
            case "getParameters": _parameters.Get(request); break;
            case "setParameters": _parameters.Set(request); break;
            case "subscribeParameterUpdates": _parameters.Watch(request); break;
            case "unsubscribeParameterUpdates": _parameters.Unwatch(request); break;
            case "advertise": _publishing.Advertise(request); break;
            case "unadvertise": _publishing.Unadvertise(request); break;
            case "fetchAsset": Say(FoxgloveStatus.Error, "Server does not support assets capability"); break;
            case "subscribeConnectionGraph" or "unsubscribeConnectionGraph":
                Say(FoxgloveStatus.Error, "Server does not support connection graph capability");
                break;
            default: Say(FoxgloveStatus.Error, $"Invalid message: unknown op '{op}'"); break;
        }
    }

    private void HandleBinary(ReadOnlySpan<byte> bytes)
    {
        switch (bytes.IsEmpty ? (byte)0 : bytes[0])
        {
            case FoxgloveProtocol.ClientMessage: _publishing.Take(bytes[1..]); break;
            case FoxgloveProtocol.ClientCallRequest: Call(bytes[1..]); break;
            case FoxgloveProtocol.ClientPlaybackControl: Control(bytes[1..]); break;
            default: Say(FoxgloveStatus.Error, $"Invalid message: {bytes.Length} bytes of no known op"); break;
        }
    }

    private void Call(ReadOnlySpan<byte> body)
    {
        if (!FoxgloveBinary.TryReadCall(body, out uint service, out uint call, out string encoding, out var request))
        {
            Say(FoxgloveStatus.Error, "Invalid message: a service call that was cut off");
            return;
        }
        if (service >= _server.Services.Count || encoding != "cdr")
        {
            Failed(encoding == "cdr" ? "Unknown service" : "the request is not encoded as cdr");
            return;
        }
        byte[] bytes = request.ToArray();
        FoxgloveService called = _server.Services[(int)service];
        Begin(async cancel => Answer(FoxgloveBinary.CallResponse(service, call, await called.Call(bytes, cancel))), Failed);

        void Failed(string reason) => Answer(FoxgloveTexts.CallFailure(service, call, reason));
    }

    private void Control(ReadOnlySpan<byte> body)
    {
        if (Playback is not { } playback) Say(FoxgloveStatus.Error, "Server does not support playback control capability");
        else if (!FoxgloveBinary.TryReadPlaybackControl(body, out FoxglovePlaybackRequest request, out string id))
            Say(FoxgloveStatus.Error, "Invalid message: a playback control request that was cut off");
        else
        {
            Answer(FoxgloveBinary.PlaybackState(playback.Control(request), id));
            _server.PlaybackChanged();
        }
    }

    /// <summary>Where a playback stands is told by the time; the rest of its state when it changes.</summary>
    private bool IsNews(FoxglovePlaybackState state)
    {
        bool isNews = _toldPlayback is not { } told || told.Status != state.Status || told.Rate != state.Rate;
        _toldPlayback = state;
        return isNews;
    }

    private async Task RunAsync(Func<CancellationToken, Task> work, Action<string> failed)
    {
        using var late = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _gone.Token);
        try
        {
            // Work that ignores its deadline keeps its thread, not its client.
            await work(both.Token).WaitAsync(both.Token);
        }
        // Whatever was asked for, its failure is the client's answer and no reason for the server to end.
        catch (Exception fault)
        {
            if (!_gone.IsCancellationRequested)
                failed(late.IsCancellationRequested ? $"no answer within {_options.RequestTimeout.TotalSeconds:0.#} s" : fault.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
