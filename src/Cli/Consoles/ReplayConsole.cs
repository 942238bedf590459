using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Replays;
using Forewarn.Core;
using Forewarn.Evaluation.Replay;
using Forewarn.Serving;

namespace Forewarn.Cli.Consoles;

/// <summary>
/// A recording as a console sees it: its decisions, and what would be chosen in any of them for another wish. Nothing
/// moves, so there is nothing else to command.
/// </summary>
internal sealed class ReplayConsole : IConsoleFeed, IConsoleCommands, IDisposable
{
    private readonly Dictionary<long, RecordedDecision> _recorded = [];
    private readonly Lazy<ReplayRun> _run;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly TimeProvider _time;

    /// <param name="run">Loads the models that decide again; called when something is asked for the first time.</param>
    /// <param name="ring">Gets the decisions; those that it does not keep cannot be asked again.</param>
    public ReplayConsole(
        Session session, ResolvedConfig config, Func<ReplayRun> run, DecisionRing ring, IEnumerable<RecordedDecision> decisions, string name)
    {
        (_time, Decisions) = (session.Time, ring);
        IReadOnlyDictionary<string, string>? models = null;
        long oldest = 1;
        foreach (RecordedDecision recorded in decisions)
        {
            models ??= recorded.Session?.Models;
            string? happened = recorded.Happened is { } label ? $"{label.Mode}: {label.Outcome}" : null;
            long number = ring.Add(
                recorded.Decision, recorded.History, DateTimeOffset.UnixEpoch.AddTicks(recorded.Time / 100), happened: happened);
            _recorded[number] = recorded;
            while (oldest < ring.First) _recorded.Remove(oldest++);
        }
        IReadOnlyDictionary<string, string> known = models ?? new Dictionary<string, string>();
        About = new("replay", name) { Policy = Path.GetFileName(config.Get<ModelNames>().Policy), Models = () => known };
        _run = new(run);
    }

    public ConsoleAbout About { get; }

    public DecisionRing Decisions { get; }

    public ConsoleOrders Orders => ConsoleOrders.Ask;

    public ConsoleStatus? Status() => null;

    public async ValueTask<CommandReply> AskAsync(string wish, long? about, CancellationToken cancel)
    {
        if (wish.Length == 0) return new(false, "The wish is empty.");
        long number = about ?? Decisions.Last;
        // A question about a question is one about what was recorded.
        if (Decisions.Find(number) is { About: { } origin }) number = origin;
        if (!_recorded.TryGetValue(number, out RecordedDecision? recorded)) return new(false, "This decision is not kept.");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        await _one.WaitAsync(either.Token);
        try
        {
            Decision? again = await Task.Run(() => _run.Value.Study.Ask(recorded, wish, either.Token), either.Token);
            if (again is null) return new(false, "The recording does not say what this decision saw, so it cannot be made again.");
            long made = Decisions.Add(again, recorded.History, _time.GetUtcNow(), number);
            return new(true, again.Reason, made);
        }
        catch (ForewarnException e)
        {
            return new(false, e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask<CommandReply> AnswerAsync(long decision, string answer, CancellationToken cancel) => Nothing();

    public ValueTask<CommandReply> HoldAsync(CancellationToken cancel) => Nothing();

    public ValueTask<CommandReply> StopAsync(CancellationToken cancel) => Nothing();

    public ValueTask<CommandReply> EnableAsync(CancellationToken cancel) => Nothing();

    /// <summary>Waits for a question under way to end, so that no model is taken from under it.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _one.Wait();
        if (_run.IsValueCreated) _run.Value.Dispose();
        _one.Dispose();
        _closing.Dispose();
    }

    private static ValueTask<CommandReply> Nothing() => new(new CommandReply(false, "In a replay nothing moves."));
}
