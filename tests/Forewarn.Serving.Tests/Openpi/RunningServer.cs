namespace Forewarn.Serving.Tests.Openpi;

/// <summary>An openpi server on a free port of the loopback.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebHost _host;

    private RunningServer(OpenpiServer server, WebHost host) => (Server, _host) = (server, host);

    public OpenpiServer Server { get; }

    public Uri Address => _host.Address;

    public static async Task<RunningServer> StartAsync(IServedPolicy policy, OpenpiServerOptions? options = null, WebHostOptions? web = null)
    {
        var server = new OpenpiServer(policy, options ?? new OpenpiServerOptions(), TimeProvider.System);
        return new(server, await WebHost.StartAsync((web ?? new WebHostOptions()) with { Port = 0 }, [server]));
    }

    public Task<OpenpiClient> ConnectAsync(string? key = null) => OpenpiClient.ConnectAsync(
        OpenpiAddress.Parse($"openpi://127.0.0.1:{Address.Port}"), key, TimeProvider.System, TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Server.Dispose();
    }
}
