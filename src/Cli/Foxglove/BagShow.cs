using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Core;
using Forewarn.Recording;
using Forewarn.Serving;

namespace Forewarn.Cli.Foxglove;

/// <summary>A recording played to Foxglove: <c>replay BAG --foxglove</c>.</summary>
internal sealed class BagShow
{
    private readonly FoxgloveOptions _foxglove;

    private readonly Option<float> _rate = new("--rate")
    {
        Description = "With --foxglove: seconds of the recording per second.", DefaultValueFactory = _ => 1, HelpName = "NUMBER",
    };

    private readonly Option<bool> _loops = new("--loop") { Description = "With --foxglove: begin anew at the end." };

    public BagShow(Command command)
    {
        command.Add(_rate);
        command.Add(_loops);
        _foxglove = new FoxgloveOptions(command);
    }

    public bool IsWanted(ParseResult line) => _foxglove.IsWanted(line);

    /// <summary>Plays until canceled.</summary>
    /// <exception cref="ForewarnException">The bag cannot be read, or the port is taken.</exception>
    public async Task<int> RunAsync(Session session, ParseResult line, string path, CancellationToken cancel)
    {
        using var bag = BagReader.Open(path);
        FoxgloveServer server = _foxglove.Server(session, line, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
        var options = new BagPlayerOptions { Rate = line.GetValue(_rate), Loops = line.GetValue(_loops) };
        var player = new BagPlayer(bag, server, options, session.Time);
        foreach (var damage in bag.Damages) session.Terminal.Error.WriteLine($"damaged: {damage}");
        await using WebHost host = await _foxglove.ListenAsync(session, line, server, cancel);
        double seconds = (bag.EndTime - bag.StartTime) * 1e-9;
        session.Terminal.Line(FormattableString.Invariant(
            $"{bag.MessageCount} messages on {bag.Topics.Count} topics, {seconds:f1} s; plays when somebody listens (Ctrl-C stops)"));
        try
        {
            await player.RunAsync(cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // That is how it ends.
        }
        await host.StopAsync();
        if (server.Dropped > 0) session.Terminal.Line($"{server.Dropped} messages were dropped because clients read too slowly");
        return (int)ExitCode.Done;
    }
}
