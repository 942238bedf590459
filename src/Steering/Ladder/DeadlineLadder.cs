using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>
/// Takes the best rung that the evidence carries, in the order of <see cref="Rung"/>.
/// Holds when nothing safe is known, when the person is asked and when nothing suits the wish; stops when the robot is
/// blind, when the guard itself failed, or after <see cref="SteeringOptions.HoldLimit"/> failed decisions in a row.
/// </summary>
internal sealed class DeadlineLadder(SteeringOptions options, TimeProvider time)
{
    private readonly WishMemory _wishes = new();
    private readonly NarrationCache _narrations = new(TimeSpan.FromMilliseconds(options.NarrationMaxAgeMs), time);
    private readonly long[] _counts = new long[Enum.GetValues<Rung>().Length];
    private int _failedHolds;

    public IReadOnlyDictionary<Rung, long> Counts =>
        Enum.GetValues<Rung>().ToDictionary(r => r, r => Interlocked.Read(ref _counts[(int)r]));

    /// <summary>Remembered narrations that still hold for these imagined states; null when there are none.</summary>
    public RecalledNarrations? Recall(LatentRollout rollout, GuardReport guard)
    {
        if (_narrations.Recall(rollout) is not { } recalled) return null;
        Narration[] narrations =
            [.. recalled.Select((n, k) => n ?? new Narration(k, "not narrated", double.NegativeInfinity))];
        GuardFinding[] findings =
            [.. guard.Findings.Select((f, k) => recalled[k] is null ? f with { Safe = false } : f)];
        return new(narrations, new(findings));
    }

    public Decision Conclude(Turn turn, Round round)
    {
        var faults = new List<string>(turn.Faults);
        Step step = Answered(round, faults) ?? Cached(round) ?? Unread(turn, round, faults) ?? Nothing(turn, round, faults);
        if (step.Mode >= 0 || step.Willed) _failedHolds = 0;
        Interlocked.Increment(ref _counts[(int)step.Rung]);
        Verdict? verdict = round.Verdict ?? (step.Rung == Rung.CachedNarration || step.Question is not null ? round.Recalled : null);
        if (verdict?.Notice is { } notice) faults.Add(notice);
        string reason = string.Join("; ", faults.Append(step.Reason)).ReplaceLineEndings(" ");
        return new(
            turn.Index, turn.Wish, InputDigest.Of(turn.History), turn.Seed.Key, round.Attempt, round.Modes,
            verdict?.Narrations ?? [], verdict?.Scores ?? [], round.Guard, step.Mode, step.Rung, reason,
            turn.Timings(round.Verdict?.NarrateMs ?? 0), step.Question, step.Answers);
    }

    /// <summary>Keeps what a full decision said, for the rungs that need an earlier one.</summary>
    public void Learn(string wish, Round round)
    {
        if (round is not { Verdict: { } verdict, Rollout: { } rollout, Guard: { } guard }) return;
        if (verdict.Narrations.Count > 0) _narrations.Remember(rollout, verdict.Narrations);
        if (round.Classes is not null) _wishes.Learn(wish, round.Classes, OptionScores.Fits(verdict), guard);
    }

    private Step? Answered(Round round, List<string> faults)
    {
        switch (round.Verdict)
        {
            case ExecuteVerdict { Mode: var mode } verdict:
                if (round.IsSafe(mode))
                    return Step.Act(Rung.Steered, mode, $"mode {mode + 1} fits the wish with {Fit(verdict, mode)}");
                faults.Add($"verify: chose mode {mode + 1}, which the guard found unsafe");
                return null;
            case AskVerdict ask:
                return Step.Ask(ask);
            case NoneSuitableVerdict verdict:
                string none = $"none of {round.Modes!.Count} modes suits the wish in round {round.Attempt} "
                    + $"({Show(verdict.Scores[^1])})";
                int best = round.SafeModes.OrderByDescending(k => OptionScores.OfText(verdict, k)).FirstOrDefault(-1);
                return options.ExecutesBestWhenNoneSuits && !verdict.IsAnswered && best >= 0
                    ? Step.Act(Rung.Steered, best, $"{none}; mode {best + 1} fits best with {Fit(verdict, best)}")
                    : new(Rung.Hold, -1, none, Willed: true);
            default:
                return null;
        }
    }

    private static Step? Cached(Round round) => round.Recalled switch
    {
        ExecuteVerdict { Mode: var mode } recalled when round.IsSafe(mode) =>
            Step.Act(Rung.CachedNarration, mode, $"mode {mode + 1} fits as narrated before with {Fit(recalled, mode)}"),
        AskVerdict ask => Step.Ask(ask),
        _ => null,
    };

    /// <summary>Rungs on which no reader had a say: not for wishes with words that nobody explained.</summary>
    private Step? Unread(Turn turn, Round round, List<string> faults)
    {
        if (!turn.IsOpen) return Cheap(turn.Wish, round, faults) ?? Heaviest(round, faults);
        faults.Add("wish: has words that the verifier does not know, and no question could be made");
        return null;
    }

    private Step? Cheap(string wish, Round round, List<string> faults)
    {
        if (round.Classes is not { } classes || !round.SafeModes.Any()) return null;
        int count = classes.Length / round.Modes!.Count;
        if (_wishes.Recall(wish, count) is not { } accepted)
        {
            faults.Add("cheap verifier: no full decision has judged this wish yet");
            return null;
        }
        double Acceptance(int k) => Enumerable.Range(0, count).Sum(c => classes[k * count + c] * accepted[c]);
        int best = round.SafeModes.MaxBy(Acceptance);
        string found = Show(Acceptance(best));
        if (Acceptance(best) >= options.CheapAcceptance)
            return Step.Act(Rung.CheapVerifier, best, $"mode {best + 1} ends as this wish accepted before ({found})");
        faults.Add($"cheap verifier: best acceptance {found} is below {Show(options.CheapAcceptance)}");
        return null;
    }

    private static Step? Heaviest(Round round, List<string> faults)
    {
        if (round.SafeModes.Any())
        {
            int mode = round.SafeModes.MaxBy(k => round.Modes!.Mass[k]);
            string mass = Show(round.Modes!.Mass[mode]);
            // Said, because a guard that looks ahead had nothing to look at: the plan passed the other guards alone.
            string unimagined = round.Guard!.Findings[mode].Foreseen is { Hazard: PlanHazard.Unjudged } ? ", unimagined" : "";
            return Step.Act(Rung.HeaviestSafeMode, mode, $"mode {mode + 1} is the heaviest safe one ({mass}){unimagined}");
        }
        if (round is { Modes: not null, Guard: { } guard })
            faults.Add($"guard: no mode is safe ({Foreseen(guard)}{guard.Findings[0].Reason})");
        return null;
    }

    private Step Nothing(Turn turn, Round round, List<string> faults)
    {
        if (turn.ObservationFault is { } blind)
        {
            faults.Add($"observation: {blind}");
            return Step.Stop("stops, it cannot see");
        }
        if (round is { Modes: not null, Guard: null }) return Step.Stop("stops, the guard gave no answer");
        return ++_failedHolds > options.HoldLimit
            ? Step.Stop($"stops after {options.HoldLimit} failed decisions in a row")
            : new(Rung.Hold, -1, "holds", Willed: false);
    }

    /// <summary>How many modes would fail and how many would leave no way out; empty where no guard looks ahead.</summary>
    private static string Foreseen(GuardReport guard)
    {
        int Count(PlanHazard hazard) => guard.Findings.Count(f => f.Foreseen?.Hazard == hazard);
        (int failing, int doomed) = (Count(PlanHazard.Failing), Count(PlanHazard.Doomed));
        return failing + doomed == 0 ? "" : $"{failing} of {guard.Findings.Count} failing, {doomed} doomed: ";
    }

    private static string Fit(Verdict verdict, int mode) => Show(OptionScores.OfText(verdict, mode));

    private static string Show(double probability) => FormattableString.Invariant($"{probability:f2}");

    /// <param name="Willed">The arm holds because the decision says so, not because it failed.</param>
    private sealed record Step(Rung Rung, int Mode, string Reason, bool Willed, string? Question = null, IReadOnlyList<string>? Answers = null)
    {
        public static Step Act(Rung rung, int mode, string reason) => new(rung, mode, reason, Willed: true);

        public static Step Ask(AskVerdict ask) => new(Rung.Hold, -1, $"asks the person: {ask.Question}", Willed: true, ask.Question, ask.Answers);

        public static Step Stop(string reason) => new(Rung.Stop, -1, reason, Willed: false);
    }
}
