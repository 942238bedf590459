using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>How right narrations are, by mode (side included) and by outcome (side left out).</summary>
/// <param name="Failures">How well failures are told; null where failures were not named.</param>
public sealed record NarrationFigures(AccuracySummary Mode, AccuracySummary Outcome, FailureFigures? Failures = null);
