using Forewarn.Evaluation.Statistics;

namespace Forewarn.Evaluation.Steering;

/// <summary>How right narrations are, by mode (side included) and by outcome (side left out).</summary>
public sealed record NarrationFigures(AccuracySummary Mode, AccuracySummary Outcome);
