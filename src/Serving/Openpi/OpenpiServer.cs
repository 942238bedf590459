using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Forewarn.Serving;

/// <summary>
/// Serves a policy to any openpi client: <c>/</c> is the WebSocket, <c>/healthz</c> says OK. Clients share the threads of
/// inference turn by turn and nothing else, so that none can harm another.
/// </summary>
public sealed class OpenpiServer : IWebModule, IDisposable
{
    private readonly IServedPolicy _policy;
    private readonly OpenpiServerOptions _options;
    private readonly TimeProvider _time;
    private readonly TurnQueue _turns;
    private readonly ApiKey? _key;
    private CancellationToken _stopping;
    private int _clients;
    private long _answers, _faults;

    /// <param name="policy">The caller keeps and disposes it, after the host has stopped.</param>
    /// <exception cref="Core.ForewarnException">An option is out of range.</exception>
    public OpenpiServer(IServedPolicy policy, OpenpiServerOptions options, TimeProvider time)
    {
        (_policy, _options, _time) = (policy, options.Validated(), time);
        _turns = new TurnQueue(options.Workers);
        if (options.ApiKey is { } key) _key = new ApiKey(key);
    }

    /// <summary>Clients that are connected.</summary>
    public int Clients => Volatile.Read(ref _clients);

    /// <summary>Observations answered so far.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    /// <summary>Clients that were told an error so far.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        _stopping = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet("/", ServeAsync);
        routes.MapGet("/healthz", context => SayAsync(context, StatusCodes.Status200OK, "OK"));
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>Observations that wait for their turn.</summary>
    internal int Waiting => _turns.Waiting;

    internal void Answered() => Interlocked.Increment(ref _answers);

    internal void Faulted() => Interlocked.Increment(ref _faults);

    private async Task ServeAsync(HttpContext context)
    {
        if (_key?.IsShownBy(context.Request) == false)
        {
            context.Response.Headers.WWWAuthenticate = "Api-Key";
            await SayAsync(context, StatusCodes.Status401Unauthorized, "this server wants the header Authorization: Api-Key KEY");
            return;
        }
        // Programs send no origin. A page that somebody has open in a browser does, and has no business here.
        if (context.Request.Headers.Origin.Count > 0)
        {
            await SayAsync(context, StatusCodes.Status403Forbidden, "pages of a browser are not served here");
            return;
        }
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await SayAsync(context, StatusCodes.Status426UpgradeRequired, "this is a WebSocket: connect with an openpi client");
            return;
        }
        if (Interlocked.Increment(ref _clients) > _options.MaxClients)
        {
            Interlocked.Decrement(ref _clients);
            await SayAsync(context, StatusCodes.Status503ServiceUnavailable, $"{_options.MaxClients} clients are connected already");
            return;
        }
        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var frames = new FrameSocket(socket, _options.FrameBytes, _options.FrameTimeout, _time);
            await new OpenpiConnection(this, frames, _policy, _turns, _options, _time).RunAsync(context.RequestAborted, _stopping);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        byte[] body = Encoding.UTF8.GetBytes(text + "\n");
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length);
    }
}
