namespace Forewarn.Core;

/// <summary>
/// The full record of one steering decision: enough to explain it to a person and to replay it bit-exactly.
/// </summary>
/// <param name="Index">Position of the decision in its run, from 0.</param>
/// <param name="Wish">What the person asked for.</param>
/// <param name="ObservationDigest">SHA-256 of the observation history, hexadecimal.</param>
/// <param name="SeedKey">Key of the proposal stream.</param>
/// <param name="Attempts">Proposal round that this record shows, from 1 (more than 1 after "none suitable").</param>
/// <param name="Modes">The <c>K</c> clustered plans with their masses; null when proposing failed.</param>
/// <param name="Narrations">One per mode; empty below the narrating rungs.</param>
/// <param name="Scores"><c>[K + 1]</c>, last = "none of these"; empty below the choosing rungs.</param>
/// <param name="Guard">Findings per mode; null when nothing was proposed.</param>
/// <param name="Chosen">Index of the dispatched mode, or -1 when the arm holds or stops.</param>
/// <param name="Rung">Ladder level that produced the decision.</param>
/// <param name="Reason">Why this rung, in one line.</param>
/// <param name="Timings">Milliseconds per stage.</param>
/// <param name="Question">What the person is asked while the arm holds; null when nothing is asked.</param>
/// <param name="Answers">What the question offers, in its order; null or empty when nothing is asked.</param>
public sealed record Decision(
    long Index,
    string Wish,
    string ObservationDigest,
    ulong SeedKey,
    int Attempts,
    ActionProposals? Modes,
    IReadOnlyList<Narration> Narrations,
    double[] Scores,
    GuardReport? Guard,
    int Chosen,
    Rung Rung,
    string Reason,
    StageTimings Timings,
    string? Question = null,
    IReadOnlyList<string>? Answers = null)
{
    /// <summary>The plan to execute, or null for hold and stop.</summary>
    public ActionChunk? Plan => Chosen >= 0 ? Modes!.Chunk(Chosen) : null;
}
