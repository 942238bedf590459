using Forewarn.Recording;
using Forewarn.Serving;

namespace Forewarn.Cli.Consoles;

/// <summary>A console that is served, and what is to be closed with it.</summary>
internal sealed class OpenConsole(ConsoleModule module, PreferenceFile? labels) : IAsyncDisposable
{
    private WebHost? _host;

    public ConsoleModule Module => module;

    /// <summary>Where people find it, once it is started at an address of its own.</summary>
    public Uri? Address { get; private set; }

    public async Task StartAsync(WebHostOptions options, CancellationToken cancel)
    {
        _host = await WebHost.StartAsync(options, [module, new ConsoleRedirect()], cancel);
        Address = new Uri(_host.Address, ConsoleModule.Root + "/");
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        module.Dispose();
        labels?.Dispose();
    }
}
