using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Replay;

/// <summary>One recorded decision, made again.</summary>
/// <param name="Time">When it was recorded, ns since the epoch.</param>
/// <param name="Wish">What was asked for in the replay.</param>
/// <param name="IsComplete">Whether a bit-exact comparison covers everything, see <see cref="Forewarn.Steering.ReplayComparison"/>.</param>
/// <param name="Differences">Of the bit-exact comparison; empty when equal.</param>
/// <param name="RecordedChoice">Index of the executed mode, or -1.</param>
/// <param name="Choice">Index of the mode chosen now among the modes found now, or -1.</param>
/// <param name="SamePlan">Whether the plan chosen now is the recorded one, value by value; null where nothing was decided then.</param>
/// <param name="Modes">The recorded modes imagined again, <c>[K]</c>.</param>
/// <param name="Selectors">Mode that each selector would have executed, by name; -1 for none.</param>
/// <param name="Strangeness">What is unlike the training data; empty for nothing.</param>
/// <param name="Said">What the narration of the recorded choice claims; null when it claims nothing or nothing was executed.</param>
/// <param name="Happened">What happened; null when nobody said.</param>
public sealed record ReplayRow(
    long Index, long Time, string Wish, bool IsComplete, IReadOnlyList<string> Differences, Rung RecordedRung, int RecordedChoice,
    Rung Rung, int Choice, bool? SamePlan, string Reason, IReadOnlyList<ReplayedMode> Modes,
    IReadOnlyDictionary<string, int> Selectors, StageTimings RecordedTimings, StageTimings Timings, IReadOnlyList<string> Strangeness,
    PlanLabel? Said, PlanLabel? Happened);
