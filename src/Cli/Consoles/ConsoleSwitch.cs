using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Recording;
using Forewarn.Serving;

namespace Forewarn.Cli.Consoles;

/// <summary>The web console of a verb: its options, and what they open.</summary>
internal sealed class ConsoleSwitch
{
    private const int DefaultPort = 8080;

    private readonly Option<int?>? _port;
    private readonly Option<bool>? _on;

    private readonly Option<string> _host = new("--console-host")
    {
        Description = "Address the console listens at; another than this machine's own wants a key.",
        DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo?> _key = new("--console-key-file")
    {
        Description = "File with the key that pages must be told; without it everybody who reaches the address is let in.", HelpName = "FILE",
    };

    private readonly Option<FileInfo?> _labels = new("--labels")
    {
        Description = "File for judgments between plans made in the console (JSON lines); it grows.", HelpName = "FILE",
    };

    private readonly Option<string> _labeler = new("--labeler")
    {
        Description = "Who judges, for the records.", DefaultValueFactory = _ => "operator", HelpName = "NAME",
    };

    private readonly Option<FileInfo?> _cameras = new("--cameras")
    {
        Description = "Calibration of the robot's cameras, for drawing plans over pictures. Default: the cup arm's.", HelpName = "FILE",
    };

    private readonly Option<int> _decisions = new("--console-decisions")
    {
        Description = "Decisions to go back through.", DefaultValueFactory = _ => 200, HelpName = "NUMBER",
    };

    /// <param name="isShared">Whether the verb listens already, and the console is served at the same address.</param>
    public ConsoleSwitch(Command command, bool isShared = false)
    {
        if (isShared)
        {
            command.Add(_on = new Option<bool>("--console") { Description = $"Serve the web console too, at {ConsoleModule.Root}." });
        }
        else
        {
            command.Add(_port = new Option<int?>("--console")
            {
                Description = $"Serve the web console at this port of this machine; {DefaultPort} when none is named, 0 takes a free one.",
                HelpName = "PORT", Arity = ArgumentArity.ZeroOrOne,
            });
            command.Add(_host);
        }
        command.Add(_key);
        command.Add(_labels);
        command.Add(_labeler);
        command.Add(_cameras);
        command.Add(_decisions);
    }

    public bool IsOn(ParseResult line) => _on is null ? line.GetResult(_port!) is { Implicit: false } : line.GetValue(_on);

    /// <summary>Where decisions are kept for the console; null when it is off.</summary>
    public DecisionRing? Ring(ParseResult line, TimeProvider time) => IsOn(line) ? new DecisionRing(time, line.GetValue(_decisions)) : null;

    /// <summary>What the console serves; the caller closes it after the host.</summary>
    /// <param name="key">Key of the whole host, where it has one.</param>
    /// <exception cref="ForewarnException">A file cannot be read or written.</exception>
    public OpenConsole Open(Session session, ParseResult line, ResolvedConfig config, IConsoleFeed feed, IConsoleCommands? commands, string? key = null)
    {
        var names = config.Get<ModelNames>();
        string shipped = session.Home.Cameras("cup_arm");
        string? cameras = line.GetValue(_cameras)?.FullName ?? (File.Exists(shipped) ? shipped : null);
        CameraRig rig = cameras is null ? CameraRig.None : CameraRig.Load(cameras);
        PreferenceFile? labels = line.GetValue(_labels) is { } file ? new PreferenceFile(file.FullName) : null;
        return new(new ConsoleModule(
            feed,
            new ConsoleOptions
            {
                Commands = commands,
                Imagination = names.Foresees ? () => new ConsoleImagination(session.Home.Package(names.World)) : null,
                Cameras = rig,
                Labels = labels,
                Labeler = line.GetValue(_labeler)!,
                Key = key ?? KeyFile.Read("--console-key-file", line.GetValue(_key)),
            },
            session.Time), labels);
    }

    /// <summary>Waits until the person ends the program.</summary>
    public static async Task UntilAsync(CancellationToken cancel)
    {
        var ended = new TaskCompletionSource();
        using var registration = cancel.Register(() => ended.TrySetResult());
        await ended.Task;
    }

    /// <summary>Serves the console at an address of its own and says where.</summary>
    /// <exception cref="ForewarnException">The port is taken, or others could come in without a key.</exception>
    public async Task<OpenConsole> StartAsync(
        Session session, ParseResult line, ResolvedConfig config, IConsoleFeed feed, IConsoleCommands? commands, CancellationToken cancel)
    {
        string host = line.GetValue(_host)!;
        if (line.GetValue(_key) is null && !(host == "localhost" || (System.Net.IPAddress.TryParse(host, out var at) && System.Net.IPAddress.IsLoopback(at))))
            throw ForewarnException.Of("--console-host", $"'{host}' without a key", "a key for whoever may watch and command from elsewhere",
                "Name a file with --console-key-file.", ExitCode.Usage);
        var console = Open(session, line, config, feed, commands);
        try
        {
            await console.StartAsync(new WebHostOptions { Host = host, Port = line.GetValue(_port!) ?? DefaultPort }, cancel);
        }
        catch
        {
            await console.DisposeAsync();
            throw;
        }
        session.Terminal.Line($"console: {console.Address}");
        return console;
    }
}
