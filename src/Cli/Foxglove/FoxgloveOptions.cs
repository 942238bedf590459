using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Serving;

namespace Forewarn.Cli.Foxglove;

/// <summary>The options by which a verb shows what it does in Foxglove, and the socket they ask for.</summary>
internal sealed class FoxgloveOptions
{
    private readonly Option<int?> _port = new("--foxglove")
    {
        Description = $"Show it live in Foxglove, at this port (default {FoxgloveProtocol.DefaultPort}; 0 takes a free one).",
        HelpName = "PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _host = new("--foxglove-host")
    {
        Description = "Address to listen at for Foxglove; * for all of this machine's.",
        DefaultValueFactory = _ => "127.0.0.1",
        HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo?> _key = new("--foxglove-key-file")
    {
        Description = "File with the key that Foxglove clients must show; without it everybody is let in.", HelpName = "FILE",
    };

    private readonly Option<string[]> _origins = new("--foxglove-origin")
    {
        Description = "Web origin of a viewer that is let in, besides Foxglove's own and those on this machine.",
        HelpName = "ORIGIN",
        DefaultValueFactory = _ => [],
    };

    public FoxgloveOptions(Command command)
    {
        command.Add(_port);
        command.Add(_host);
        command.Add(_key);
        command.Add(_origins);
    }

    public bool IsWanted(ParseResult line) => line.GetResult(_port) is { Implicit: false };

    /// <summary>A server to be given topics and controls before it listens.</summary>
    /// <param name="name">Shown by the app.</param>
    /// <exception cref="ForewarnException">The file of the key cannot be read.</exception>
    public FoxgloveServer Server(Session session, ParseResult line, string name) => new(
        new FoxgloveServerOptions
        {
            Name = name, ApiKey = KeyFile.Read("--foxglove-key-file", line.GetValue(_key)), Origins = line.GetValue(_origins)!,
        },
        session.Time);

    /// <summary>Listens, and says where.</summary>
    /// <exception cref="ForewarnException">The port is taken, or no such address.</exception>
    public async Task<WebHost> ListenAsync(Session session, ParseResult line, FoxgloveServer server, CancellationToken cancel)
    {
        WebHost host = await WebHost.StartAsync(
            new WebHostOptions { Host = line.GetValue(_host)!, Port = line.GetValue(_port) ?? FoxgloveProtocol.DefaultPort }, [server], cancel);
        if (!host.Address.IsLoopback && line.GetValue(_key) is null)
            session.Terminal.Fault("Anybody who reaches the port for Foxglove is let in: --foxglove-key-file asks for a key.");
        session.Terminal.Line($"Foxglove: open a connection to ws://{host.Address.Authority}");
        return host;
    }
}
