using System.Net;
using System.Net.Sockets;
using Forewarn.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Forewarn.Serving;

/// <summary>
/// One listening port and the modules behind it. Nothing comes from files or the environment: what listens is what the
/// caller said.
/// </summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebHost(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>Where it listens, for example <c>http://127.0.0.1:8000/</c>.</summary>
    public Uri Address { get; }

    /// <exception cref="ForewarnException">The host is no address of this machine, or the port is taken.</exception>
    public static async Task<WebHost> StartAsync(WebHostOptions options, IReadOnlyList<IWebModule> modules, CancellationToken cancel = default)
    {
        WebApplication app = Build(options, options.Endpoint());
        foreach (IWebModule module in modules) module.Map(app);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw ForewarnException.Of($"{options.Host}:{options.Port}", $"'{fault.Message.TrimEnd('.')}'", "an address that is free to listen on",
                "Choose another port, or stop what listens there.", ExitCode.Environment, fault);
        }
        string at = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new Uri(at));
    }

    /// <summary>Says goodbye to those who are connected, then closes; within <see cref="WebHostOptions.StopTimeout"/>.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(WebHostOptions options, IPEndPoint endpoint)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "forewarn" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
            KestrelServerLimits limits = kestrel.Limits;
            limits.MaxConcurrentConnections = options.Connections;
            limits.RequestHeadersTimeout = limits.KeepAliveTimeout = options.HandshakeTimeout;
            limits.MaxRequestBodySize = 1 << 20;
            // A socket may be read slowly or not at all for a while; modules have limits of their own.
            limits.MinRequestBodyDataRate = limits.MinResponseDataRate = null;
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = Listener);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTimeout);
        builder.Services.AddRoutingCore();
        // Who hosts decides when to stop; the default would take the process's signals for itself.
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        WebApplication app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        return app;
    }

    /// <summary>
    /// A machine that lost power says nothing, and pings would kill a client that computes for long: the kernel asks instead.
    /// </summary>
    private static Socket Listener(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        return socket;
    }

    private sealed class CallersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
