using Forewarn.Games;

namespace Forewarn.Evaluation.Coordination;

/// <summary>The same episode played twice from the same seed: while all obey, and with one agent that deviates.</summary>
/// <param name="ObeyingMotion">Centers of all bodies over time, frames of <c>x, y</c> for every body; null for a game without places.</param>
/// <param name="DeviatingMotion">The same with the deviation.</param>
public sealed record PlayedPair(
    IReadOnlyList<PlayedStep> Obeying, IReadOnlyList<PlayedStep> Deviating, IReadOnlyList<double[]>? ObeyingMotion = null,
    IReadOnlyList<double[]>? DeviatingMotion = null);
