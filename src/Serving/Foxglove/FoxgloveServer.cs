using System.Collections.Concurrent;
using System.Globalization;
using Forewarn.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace Forewarn.Serving;

/// <summary>
/// Shows messages as they pass to Foxglove apps, and takes parameters and service calls from them. Whoever passes a
/// message never waits for a client, and no client for another.
/// </summary>
public sealed class FoxgloveServer : IWebModule, IMessageTap
{
    private readonly FoxgloveServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ApiKey? _key;
    private readonly ConcurrentDictionary<FoxgloveClient, bool> _clients = new();
    private readonly List<FoxgloveParameter> _parameters = [];
    private readonly List<FoxgloveService> _services = [];
    private readonly List<FoxgloveInput> _inputs = [];
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _stopping;
    private long _shownTime, _dropped;
    private int _connected;

    /// <exception cref="Core.ForewarnException">An option is out of range.</exception>
    public FoxgloveServer(FoxgloveServerOptions options, TimeProvider time)
    {
        (_options, _time) = (options.Validated(), time);
        if (options.ApiKey is { } key) _key = new ApiKey(key);
        SessionId = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Clients that are connected.</summary>
    public int Clients => Volatile.Read(ref _connected);

    /// <summary>Messages dropped so far because a client read too slowly.</summary>
    public long Dropped => Interlocked.Read(ref _dropped) + _clients.Keys.Sum(client => client.Outbox.Dropped);

    /// <summary>Ends when a client listens to a topic for the first time.</summary>
    public Task Listened => _heard.Task;

    /// <summary>A recording that clients may control; set before the host listens.</summary>
    public IFoxglovePlayback? Playback { get; set; }

    internal FoxgloveChannels Channels { get; } = new();

    internal IReadOnlyList<FoxgloveParameter> Parameters => _parameters;

    internal IReadOnlyList<FoxgloveService> Services => _services;

    internal IReadOnlyList<FoxgloveInput> Inputs => _inputs;

    internal string SessionId { get; }

    internal long ShownTime => Interlocked.Read(ref _shownTime);

    /// <summary>Offers a parameter; before the host listens.</summary>
    public void Add(FoxgloveParameter parameter) => _parameters.Add(parameter);

    /// <summary>Offers a service; before the host listens.</summary>
    public void Add(FoxgloveService service) => _services.Add(service);

    /// <summary>Lets clients publish on a topic; before the host listens.</summary>
    public void Add(FoxgloveInput input) => _inputs.Add(input);

    /// <inheritdoc/>
    public int Open(Topic topic) => Open(FoxgloveTopic.Of(topic));

    /// <summary>Declares a topic; the same again gives the same number, the same name with another type replaces it.</summary>
    /// <returns>Number of the topic for <see cref="Take"/>.</returns>
    public int Open(FoxgloveTopic topic)
    {
        int number = Channels.Open(topic);
        WakeAll();
        return number;
    }

    /// <summary>Takes a topic away from all who listen.</summary>
    public void Close(int topic)
    {
        Channels.Close(topic);
        WakeAll();
    }

    /// <inheritdoc/>
    /// <remarks>Always true for a topic that is open: a client that is behind loses older messages instead, and is told.</remarks>
    public bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr)
    {
        if (Channels.At(topic) is not { IsClosed: false } channel) return false;
        channel.Take(logTime, cdr);
        return true;
    }

    /// <summary>Shows clients what time it is in a recording, ns since the Unix epoch.</summary>
    public void ShowTime(long time)
    {
        Interlocked.Exchange(ref _shownTime, time);
        WakeAll();
    }

    /// <summary>Tells those who watch a parameter its value. Any thread may call.</summary>
    public void ParameterChanged(string name)
    {
        if (Find(name) is not { } parameter) return;
        foreach (var (client, _) in _clients) client.ParameterChanged(parameter);
    }

    /// <summary>Tells clients the state of the <see cref="Playback"/>.</summary>
    public void PlaybackChanged() => WakeAll();

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        _stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        // Before and behind whatever else is at this path: those who offer one of our subprotocols are ours, and those
        // whom nobody else serves are told what is wanted here.
        RoutePattern ours = RoutePatternFactory.Parse(_options.Path, defaults: null, new { subprotocol = new OurSubprotocol() });
        routes.Map(ours, ServeAsync).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1);
        routes.MapGet(_options.Path, RefuseAsync).Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
    }

    internal FoxgloveParameter? Find(string name) => _parameters.Find(parameter => parameter.Name == name);

    internal void Heard() => _heard.TrySetResult();

    /// <summary>A client without a socket, for whoever has one.</summary>
    internal FoxgloveClient Join(string protocol)
    {
        var client = new FoxgloveClient(this, protocol, _options, _time);
        _clients[client] = true;
        return client;
    }

    internal void Leave(FoxgloveClient client)
    {
        _clients.TryRemove(client, out _);
        client.Dispose();
        Interlocked.Add(ref _dropped, client.Outbox.Dropped);
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context);
            return;
        }
        if (_key is not null && !_key.IsShownBy(context.Request, "key"))
        {
            context.Response.Headers.WWWAuthenticate = "Api-Key";
            await SayAsync(
                context, StatusCodes.Status401Unauthorized, "this server wants the header Authorization: Api-Key KEY, or ?key=KEY");
            return;
        }
        string origin = context.Request.Headers.Origin.ToString();
        if (!FoxgloveOrigins.Allows(origin, _options.Origins))
        {
            await SayAsync(
                context, StatusCodes.Status403Forbidden, $"pages from {origin} are not let in: name that origin when starting the server");
            return;
        }
        if (Interlocked.Increment(ref _connected) > _options.MaxClients)
        {
            Interlocked.Decrement(ref _connected);
            await SayAsync(
                context, StatusCodes.Status503ServiceUnavailable, $"{_options.MaxClients} clients are connected already");
            return;
        }
        FoxgloveClient? client = null;
        try
        {
            string protocol = FoxgloveProtocol.Choose(context.WebSockets.WebSocketRequestedProtocols)!;
            using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
            client = Join(protocol);
            var frames = new FrameSocket(socket, _options.FrameBytes, _options.FrameTimeout, _time);
            await new FoxgloveConnection(client, frames, _options, _time).RunAsync(context.RequestAborted, _stopping);
        }
        finally
        {
            if (client is not null) Leave(client);
            Interlocked.Decrement(ref _connected);
        }
    }

    private static Task RefuseAsync(HttpContext context) => context.WebSockets.IsWebSocketRequest
        ? SayAsync(context, StatusCodes.Status400BadRequest,
            $"found the subprotocols '{string.Join(", ", context.WebSockets.WebSocketRequestedProtocols)}', "
            + $"wanted {FoxgloveProtocol.Sdk} or {FoxgloveProtocol.WebSocket}")
        : SayAsync(context, StatusCodes.Status426UpgradeRequired, "this is a WebSocket: connect with Foxglove");

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text + "\n");
    }

    private void WakeAll()
    {
        foreach (var (client, _) in _clients) client.Outbox.Wake();
    }

    /// <summary>Routes by what no path says: whether a WebSocket of ours is asked for.</summary>
    private sealed class OurSubprotocol : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            // By the header: routes are chosen before the request is known to be a WebSocket.
            httpContext is not null
            && FoxgloveProtocol.Choose(httpContext.Request.Headers.GetCommaSeparatedValues(HeaderNames.SecWebSocketProtocol)) is not null;
    }
}
