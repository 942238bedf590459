using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Consoles;
using Forewarn.Cli.Recordings;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Recording;
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
            What is seen and decided is recorded. Ctrl-C stops.
            """) { _port, _host, _key, _wish, _log, _clients, _proposer };
        var options = new CommonOptions().AddConfig(command).AddSeed(command);
        var recording = new RunRecorder(command);
        var console = new ConsoleSwitch(command, isShared: true);
        command.SetAction((line, cancel) => Task.Run(() => RunAsync(session, line, options, recording, console, cancel), cancel));
        return command;
    }

    private async Task<int> RunAsync(
        Session session, ParseResult line, CommonOptions options, RunRecorder recording, ConsoleSwitch console, CancellationToken cancel)
    {
        var config = session.Configure(line, options);
        ulong seed = options.Seed(line, 1);
        var serving = new OpenpiServerOptions { ApiKey = KeyFile.Read("--api-key-file", line.GetValue(_key)), MaxClients = line.GetValue(_clients) };
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        using var proposer = RemoteProposer.Of(line.GetValue(_proposer), line.GetValue(_wish), models, config, session);
        await using var log = line.GetValue(_log) is { } file ? new JsonLinesDecisionLog(file.FullName, models.Hashes) : null;
        DecisionRing? ring = console.Ring(line, session.Time);
        var about = new ConsoleAbout("server", "serve") { Policy = models.PolicyManifest.Name, Models = () => models.Hashes };
        await using var page = ring is null ? null : console.Open(session, line, config, new DecisionFeed(about, ring), null, serving.ApiKey);
        using BagRecorder? recorder = recording.Begin(session, line, "serve", seed);
        var logs = new DecisionLogs(log, ring, recorder is null ? null : new DecisionTap(recorder, seed, models.Hashes, config.ToYaml(), session.Time));
        AskingRule? Asking() => AskingRule.Of(session.Home, config.Get<AskingOptions>(), models, new SeedStreams(seed));
        // A calibration that does not fit is told at the start, not to the first client.
        Asking();
        SteeredPolicy policy = ServingAssembly.Policy(
            models, config, new SeedStreams(seed), session.Time, line.GetValue(_wish), proposer, logs, Asking);
        using var server = new OpenpiServer(policy, serving, session.Time);
        await using var host = await WebHost.StartAsync(
            new WebHostOptions { Host = line.GetValue(_host)!, Port = line.GetValue(_port) }, page is null ? [server] : [server, page.Module], cancel);

        session.Terminal.Line($"models: {string.Join(", ", models.Hashes.Select(h => $"{h.Key} {h.Value[..12]}"))}");
        session.Terminal.Line($"plans: {(line.GetValue(_proposer) is { } remote ? $"{remote}, else " : "")}{models.PolicyManifest.Name}");
        if (!host.Address.IsLoopback && serving.ApiKey is null)
            session.Terminal.Fault("Anybody who reaches this port is served: --api-key-file asks for a key.");
        session.Terminal.Line($"listening at {OpenpiAddress.Of(host.Address)} (Ctrl-C stops)");
        if (page is not null) session.Terminal.Line($"console: {new Uri(host.Address, ConsoleModule.Root + "/")}");
        await ConsoleSwitch.UntilAsync(cancel);
        await host.StopAsync();
        RunRecorder.End(recorder, session.Terminal);
        session.Terminal.Line($"stopped after {server.Answers} answers, {server.Faults} refused");
        return (int)ExitCode.Done;
    }
}
