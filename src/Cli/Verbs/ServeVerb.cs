using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Serving;
using Forewarn.Steering;

namespace Forewarn.Cli.Verbs;

/// <summary><c>serve</c>: the steered policy for any openpi client.</summary>
internal sealed class ServeVerb : IVerb
{
    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "Port to listen at; 0 takes a free one.", DefaultValueFactory = _ => OpenpiAddress.DefaultPort, HelpName = "NUMBER",
    };

    private readonly Option<string> _host = new("--host")
    {
        Description = "Address to listen at; * for all of this machine's.", DefaultValueFactory = _ => "127.0.0.1", HelpName = "ADDRESS",
    };

    private readonly Option<FileInfo?> _key = new("--api-key-file")
    {
        Description = "File with the key that clients must send; without it everybody is let in.", HelpName = "FILE",
    };

    private readonly Option<string?> _wish = new("--wish", "-w") { Description = "Carried out for clients that send no prompt.", HelpName = "TEXT" };

    private readonly Option<FileInfo?> _log = new("--log") { Description = "Append every decision to this file (JSON lines).", HelpName = "FILE" };

    private readonly Option<int> _clients = new("--clients")
    {
        Description = "Clients at a time.", DefaultValueFactory = _ => new OpenpiServerOptions().MaxClients, HelpName = "NUMBER",
    };

    private readonly Option<string?> _proposer = RemoteProposer.Option();

    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("serve", "the shipped models for clients on this machine, at port 8000"),
        new("serve --host '*' --api-key-file key.txt", "for other machines, who must send the key"),
        new("serve --proposer openpi://gpu-box:8000 steering.proposals=8", "steer the plans of another openpi server"),
    ];

    public Command Define(Session session)
    {
        var command = new Command("serve", """
            Serve the steered policy to openpi clients: the prompt is the wish, the answer the plan whose imagined outcome fits it.
            Ctrl-C stops.
            """) { _port, _host, _key, _wish, _log, _clients, _proposer };
        var options = new CommonOptions().AddConfig(command).AddSeed(command);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(Session session, ParseResult line, CommonOptions options, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        var serving = new OpenpiServerOptions { ApiKey = Key(line.GetValue(_key)), MaxClients = line.GetValue(_clients) };
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        using var proposer = RemoteProposer.Of(line.GetValue(_proposer), line.GetValue(_wish), models, config, session);
        await using var log = line.GetValue(_log) is { } file ? new JsonLinesDecisionLog(file.FullName, models.Hashes) : null;
        SteeredPolicy policy = ServingAssembly.Policy(
            models, config, new SeedStreams(options.Seed(line, 1)), session.Time, line.GetValue(_wish), proposer, log);
        using var server = new OpenpiServer(policy, serving, session.Time);
        await using var host = await WebHost.StartAsync(
            new WebHostOptions { Host = line.GetValue(_host)!, Port = line.GetValue(_port) }, [server], cancel);

        session.Terminal.Line($"models: {string.Join(", ", models.Hashes.Select(h => $"{h.Key} {h.Value[..12]}"))}");
        session.Terminal.Line($"plans: {(line.GetValue(_proposer) is { } remote ? $"{remote}, else " : "")}{models.PolicyManifest.Name}");
        if (!host.Address.IsLoopback && serving.ApiKey is null)
            session.Terminal.Fault("Anybody who reaches this port is served: --api-key-file asks for a key.");
        session.Terminal.Line($"listening at {OpenpiAddress.Of(host.Address)} (Ctrl-C stops)");
        await Until(cancel);
        await host.StopAsync();
        session.Terminal.Line($"stopped after {server.Answers} answers, {server.Faults} refused");
        return (int)ExitCode.Done;
    }

    private static string? Key(FileInfo? file)
    {
        if (file is null) return null;
        string text;
        try
        {
            text = File.ReadAllText(file.FullName).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ForewarnException.Of("--api-key-file", $"'{file.FullName}' ({fault.Message.TrimEnd('.')})", "a file that can be read",
                "Name another one.", ExitCode.Usage, fault);
        }
        return text.Length > 0 ? text : throw ForewarnException.Of("--api-key-file", $"'{file.FullName}', which is empty", "a file with the key",
            "Write the key into it.", ExitCode.Usage);
    }

    private static async Task Until(CancellationToken cancel)
    {
        var ended = new TaskCompletionSource();
        using var registration = cancel.Register(() => ended.TrySetResult());
        await ended.Task;
    }
}
