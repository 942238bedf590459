using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// The main path: propose, cluster, imagine, guard, narrate and choose, dispatch. Late, broken or absurd models never
/// reach the caller as exceptions; the decision then comes from a lower rung and says why.
/// One loop serves one robot: decisions are made one at a time.
/// </summary>
public sealed class SteeringLoop : IDisposable
{
    private readonly SteeringParts _parts;
    private readonly SteeringOptions _options;
    private readonly SeedStreams _seeds;
    private readonly IPlanSink _sink;
    private readonly IDecisionLog _log;
    private readonly TimeProvider _time;
    private readonly DeadlineWatchdog _watchdog;
    private readonly Stages _stages;
    private readonly DeadlineLadder _ladder;
    private int _deciding;

    /// <param name="execution">Threads on a robot; inline to simulate a whole node under a simulated clock.</param>
    /// <exception cref="ForewarnException">An option is out of range.</exception>
    public SteeringLoop(
        SteeringParts parts, SteeringOptions options, SeedStreams seeds, IPlanSink sink, IDecisionLog log,
        TimeProvider time, StageExecution execution = StageExecution.Threads)
    {
        (_parts, _options, _seeds, _sink, _log, _time) = (parts, options.Validated(), seeds, sink, log, time);
        (_watchdog, _stages, _ladder) = (new(time, execution), new(options, time, execution), new(options, time));
    }

    /// <summary>Decisions made so far per rung.</summary>
    public IReadOnlyDictionary<Rung, long> Counts => _ladder.Counts;

    /// <summary>Decisions that the log failed to take.</summary>
    public long LogFaults { get; private set; }

    /// <summary>Makes, dispatches and logs one decision within the deadline.</summary>
    /// <param name="index">Position of the decision in its run; names the seed stream.</param>
    /// <exception cref="ForewarnException">
    /// The wish is empty, too long or unreadable (exit code usage), or another decision is under way. Nothing is
    /// dispatched.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller canceled; nothing is dispatched.</exception>
    public ValueTask<Decision> DecideAsync(ObservationHistory history, string wish, long index, CancellationToken cancel) =>
        DecideAsync(history, wish, index, _seeds.Stream("proposals", index), cancel);

    /// <summary>The same with a stream of proposals from elsewhere: of a record.</summary>
    internal async ValueTask<Decision> DecideAsync(
        ObservationHistory history, string wish, long index, SeedStream seed, CancellationToken cancel)
    {
        WishText.Require(wish, _options.WishLength);
        bool isOpen = _parts.Verifier is IClarifiable asks && asks.IsOpen(wish);
        cancel.ThrowIfCancellationRequested();
        if (Interlocked.Exchange(ref _deciding, 1) != 0)
            throw new ForewarnException("steering loop: found a decision under way. Use one loop per robot.");
        try
        {
            _sink.Observed(index);
            using Turn turn = Begin(history, wish, index, seed, isOpen, cancel);
            Round round = await RoundAsync(turn, 1);
            for (int attempt = 2; round.Verdict is NoneSuitableVerdict && attempt <= _options.MaxAttempts; attempt++)
            {
                Round again = await RoundAsync(turn, attempt);
                if (again.Verdict is not null) round = again;
            }
            cancel.ThrowIfCancellationRequested();
            Decision decision = _ladder.Conclude(turn, round);
            _sink.Dispatch(decision);
            Append(decision, history);
            _ladder.Learn(turn.Wish, round);
            return decision;
        }
        finally
        {
            Volatile.Write(ref _deciding, 0);
        }
    }

    /// <summary>Answers the question that was asked last about a wish; the next decision about it goes by the answer.</summary>
    /// <returns>False where nothing was asked about it, or the answer names none of what was asked.</returns>
    public bool TryAnswer(string wish, string answer) => _parts.Verifier is IClarifiable verifier && verifier.TryAnswer(wish, answer);

    public void Dispose()
    {
        _stages.Dispose();
        _watchdog.Dispose();
    }

    private Turn Begin(ObservationHistory history, string wish, long index, SeedStream seed, bool isOpen, CancellationToken cancel) =>
        new(history, wish, index, seed, _watchdog.Start(TimeSpan.FromMilliseconds(_options.DeadlineMs), cancel), _time) { IsOpen = isOpen };

    /// <summary>One round: every stage hands on what it has, or null with its fault noted.</summary>
    private async ValueTask<Round> RoundAsync(Turn turn, int attempt)
    {
        var round = new Round(attempt);
        if (turn.ObservationFault is not null) return round;

        int count = _options.Proposals << (attempt - 1);
        SeedStream seed = turn.Seed.Child("round", attempt);
        ActionProposals? proposals = await turn.RunAsync(_stages.Proposing, t =>
            _parts.Proposer.ProposeAsync(turn.History, count, seed, t).Sized(_options.PredictionHorizon));
        if (proposals is null) return round;

        round.Modes = await turn.RunAsync(_stages.Clustering, _ => new(_parts.Selector.Select(proposals)));
        if (round.Modes is not { } modes) return round;

        // Asked before imagining too: when the world model is late, there is no time left to ask.
        if (await GuardAsync(turn, round) is null || _parts.WorldModel is not { } world) return round;

        round.Rollout = await turn.RunAsync(_stages.Imagining, t =>
            ImagineAsync(world, turn.History, modes, t).Sized(modes.Count));
        if (round.Rollout is not { } rollout) return round;

        if (await GuardAsync(turn, round) is not { AnySafe: true } guard) return round;

        if (_parts.Classifier is { } classifier)
            round.Classes = await turn.RunAsync(_stages.Classifying, t =>
                classifier.ClassifyAsync(rollout, t).Sized(modes.Count, classifier.Classes.Count));

        if (_parts.Verifier is { } verifier) await VerifyAsync(verifier, turn, round, rollout, guard);
        return round;
    }

    private static async ValueTask<LatentRollout> ImagineAsync(
        IWorldModel world, ObservationHistory history, ActionProposals modes, CancellationToken token)
    {
        LatentTrajectory observed = await world.ObserveAsync(history, token);
        return await world.ImagineAsync(observed.Last, modes, null, token);
    }

    private async ValueTask<GuardReport?> GuardAsync(Turn turn, Round round) =>
        round.Guard = await turn.RunAsync(_stages.Guarding, _ =>
            new(_parts.Guard.Check(turn.History, round.Modes!, round.Rollout).Sized(round.Modes!.Count)));

    /// <summary>Narrate and choose; if that fails, choose among remembered narrations in the time kept back.</summary>
    private async ValueTask VerifyAsync(IPlanVerifier verifier, Turn turn, Round round, LatentRollout rollout, GuardReport guard)
    {
        RecalledNarrations? recalled = verifier is INarrationChooser ? _ladder.Recall(rollout, guard) : null;
        TimeSpan reserve = TimeSpan.FromMilliseconds(_options.ChooseReserveMs);
        using DecisionDeadline? sooner =
            recalled is null ? null : _watchdog.Start(turn.Deadline.Remaining - reserve, turn.Deadline.Token);
        round.Verdict = await turn.RunAsync(_stages.Verifying, t =>
            verifier.VerifyAsync(turn.Wish, rollout, guard, t).Sized(round.Modes!.Count), sooner);
        if (round.Verdict is null && recalled is not null && verifier is INarrationChooser chooser)
            round.Recalled = await turn.RunAsync(_stages.Choosing, t =>
                chooser.ChooseAsync(turn.Wish, recalled.Narrations, recalled.Guard, t).Sized(round.Modes!.Count));
    }

    private void Append(Decision decision, ObservationHistory history)
    {
        try
        {
            _log.Append(decision, history);
        }
        catch (Exception)
        {
            // The plan is already on its way: a log that breaks its promise may not stop the robot's decisions.
            LogFaults++;
        }
    }
}
