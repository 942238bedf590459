using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>Every number of the decision loop.</summary>
public sealed record SteeringOptions
{
    /// <summary><c>N</c>, plans drawn in the first round.</summary>
    public int Proposals { get; init; } = 64;

    /// <summary><c>K</c>, most modes kept by clustering.</summary>
    public int Modes { get; init; } = 6;

    /// <summary>Suppression radius in the unit of the plan distance (cm for <see cref="KeyframeDistance"/>).</summary>
    public double Radius { get; init; } = 2;

    /// <summary>Milliseconds from the call to the decision, whatever the models do.</summary>
    public double DeadlineMs { get; init; } = 500;

    /// <summary><c>Tp</c>, rows of a proposed plan.</summary>
    public int PredictionHorizon { get; init; } = 40;

    /// <summary>
    /// <c>Ta</c>, rows executed before the next decision. The default is the whole plan: a plan is one grasp, its
    /// outcome is only visible at its end, and the verifier judged it as a whole. Stitching the start of one mode to
    /// the rest of another would execute something nobody imagined. So there is no replanning inside a plan; the only
    /// reason to draw again is a verifier that found none of the modes suitable (<see cref="MaxAttempts"/>).
    /// </summary>
    public int ActionHorizon { get; init; } = 40;

    /// <summary>
    /// Proposal rounds per decision. Round <c>i</c> draws <c>2^(i-1) N</c> plans from a seed child of its own: the same
    /// plans would only repeat the answer, and a wished mode that <c>N</c> samples missed is rare.
    /// </summary>
    public int MaxAttempts { get; init; } = 2;

    /// <summary>Lowest probability of the best option that may be executed.</summary>
    public double ExecuteThreshold { get; init; } = 0.25;

    /// <summary>Whether the person is asked when two different outcomes fit nearly equally well.</summary>
    public bool AsksWhenClose { get; init; }

    /// <summary>Probability by which the best option must lead before it is executed unasked.</summary>
    public double AskMargin { get; init; } = 0.15;

    /// <summary>
    /// Options that reach this share of the best score fit as well as it does; of those the surest narration is taken. 1 takes
    /// the best score, however close the next.
    /// </summary>
    public double LevelShare { get; init; } = 0.2;

    /// <summary>Whether the best safe mode is executed although "none of these" won in every round.</summary>
    public bool ExecutesBestWhenNoneSuits { get; init; }

    /// <summary>Presentation orders averaged per choice (cyclic, so at most one per option).</summary>
    public int Permutations { get; init; } = 6;

    /// <summary>Longest wish in characters.</summary>
    public int WishLength { get; init; } = 1000;

    /// <summary>Milliseconds kept back from narrating when there are remembered narrations to choose among.</summary>
    public double ChooseReserveMs { get; init; } = 100;

    /// <summary>Oldest remembered narrations that may be used again, in milliseconds.</summary>
    public double NarrationMaxAgeMs { get; init; } = 10_000;

    /// <summary>Lowest acceptance at which the cheap verifier acts.</summary>
    public double CheapAcceptance { get; init; } = 0.5;

    /// <summary>Failed decisions in a row answered by holding; the next one stops.</summary>
    public int HoldLimit { get; init; } = 5;

    /// <summary>Repetitions of a stage that threw, within the same deadline.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Milliseconds that a stage is left alone after repeated failures (at least 500).</summary>
    public double BreakerPauseMs { get; init; } = 5_000;

    /// <exception cref="ForewarnException">A value is out of range; the message lists all of them.</exception>
    public SteeringOptions Validated()
    {
        var faults = new List<string>();
        void Check(bool good, string name, object found, string wanted)
        {
            if (!good) faults.Add($"{name}: found {found}, wanted {wanted}");
        }
        Check(Proposals is >= 1 and <= 4096, nameof(Proposals), Proposals, "1 to 4096");
        Check(Modes >= 1 && Modes <= Proposals, nameof(Modes), Modes, $"1 to {nameof(Proposals)}={Proposals}");
        Check(Radius > 0 && double.IsFinite(Radius), nameof(Radius), Radius, "a positive distance");
        Check(DeadlineMs is >= 1 and <= 3_600_000, nameof(DeadlineMs), DeadlineMs, "1 to 3600000");
        Check(PredictionHorizon >= 1, nameof(PredictionHorizon), PredictionHorizon, "1 or more rows");
        Check(ActionHorizon >= 1 && ActionHorizon <= PredictionHorizon, nameof(ActionHorizon), ActionHorizon,
            $"1 to {nameof(PredictionHorizon)}={PredictionHorizon}");
        Check(MaxAttempts is >= 1 and <= 4, nameof(MaxAttempts), MaxAttempts, "1 to 4");
        Check(ExecuteThreshold is >= 0 and <= 1, nameof(ExecuteThreshold), ExecuteThreshold, "0 to 1");
        Check(AskMargin is >= 0 and <= 1, nameof(AskMargin), AskMargin, "0 to 1");
        Check(LevelShare is > 0 and <= 1, nameof(LevelShare), LevelShare, "above 0, up to 1");
        Check(Permutations >= 1, nameof(Permutations), Permutations, "1 or more");
        Check(WishLength >= 1, nameof(WishLength), WishLength, "1 or more characters");
        Check(ChooseReserveMs >= 0 && ChooseReserveMs < DeadlineMs, nameof(ChooseReserveMs), ChooseReserveMs,
            $"0 to less than {nameof(DeadlineMs)}={DeadlineMs}");
        Check(NarrationMaxAgeMs >= 0, nameof(NarrationMaxAgeMs), NarrationMaxAgeMs, "0 or more");
        Check(CheapAcceptance is > 0 and <= 1, nameof(CheapAcceptance), CheapAcceptance, "above 0, up to 1");
        Check(HoldLimit >= 0, nameof(HoldLimit), HoldLimit, "0 or more");
        Check(Retries is >= 0 and <= 10, nameof(Retries), Retries, "0 to 10");
        Check(BreakerPauseMs is >= 500 and <= 86_400_000, nameof(BreakerPauseMs), BreakerPauseMs, "500 to 86400000");
        return faults.Count == 0
            ? this
            : throw new ForewarnException($"steering options: {string.Join("; ", faults)}.", ExitCode.Usage);
    }
}
