using Forewarn.Core;
using Forewarn.Evaluation.Steering;

namespace Forewarn.Evaluation.Replay;

/// <summary>A decision as a recording holds it.</summary>
/// <param name="Time">When it was recorded, ns since the epoch.</param>
/// <param name="History">What it saw; null when that was not recorded.</param>
/// <param name="Session">What it was made with; null when that was not recorded.</param>
/// <param name="Node">Namespace and name of the steering node, for example <c>/left/forewarn</c>.</param>
public sealed record RecordedDecision(long Time, Decision Decision, ObservationHistory? History, RecordedSession? Session, string Node)
{
    /// <summary>False at a point of a foreign recording at which nothing was decided.</summary>
    public bool IsDecided { get; init; } = true;

    /// <summary>What happened then, as whoever watched says; null when nobody said.</summary>
    public PlanLabel? Happened { get; init; }
}
